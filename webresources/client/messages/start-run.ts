import type { StartableRun } from "../../../core/operation/types";
import { GUID, OperationRequest, STRING, type OperationInput } from "./operation-request";

export interface StartRunInput extends OperationInput {
  /** GUID of a wave_mapping; left out: all active ones. */
  readonly mappingId?: string;
  readonly kind: StartableRun;
}

/** `wave_StartRun`: starts a run over a mapping. */
export class StartRunRequest extends OperationRequest {
  declare readonly Mapping?: string;
  readonly Kind: StartableRun;

  constructor(input: StartRunInput) {
    super(input);
    if (input.mappingId) this.Mapping = input.mappingId;
    this.Kind = input.kind;
  }

  protected operationName(): string {
    return "wave_StartRun";
  }

  protected parameterTypes() {
    return { Mapping: GUID, Kind: STRING };
  }
}
