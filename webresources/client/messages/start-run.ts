import type { RunAction, StartableRun } from "../../../core/operation/types";
import { GUID, OperationRequest, STRING, type OperationInput } from "./operation-request";

export interface StartRunInput extends OperationInput {
  /** GUID of a wave_mapping; left out: all active ones. */
  readonly mappingId?: string;
  /** A run to begin; or what is asked of one that is there. */
  readonly kind: StartableRun | RunAction;
  /** GUID of a wave_run: the one to stop or to continue. */
  readonly runId?: string;
}

/** `wave_StartRun`: starts a run over a mapping, stops one, or lets one that was stopped go on. */
export class StartRunRequest extends OperationRequest {
  declare readonly Mapping?: string;
  declare readonly Run?: string;
  readonly Kind: StartableRun | RunAction;

  constructor(input: StartRunInput) {
    super(input);
    if (input.mappingId) this.Mapping = input.mappingId;
    if (input.runId) this.Run = input.runId;
    this.Kind = input.kind;
  }

  protected operationName(): string {
    return "wave_StartRun";
  }

  protected parameterTypes() {
    return { Mapping: GUID, Kind: STRING, Run: GUID };
  }
}
