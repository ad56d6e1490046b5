import type { SetupAction } from "../../../core/operation/setup-answer";
import { OperationRequest, STRING, type OperationInput } from "./operation-request";

export interface SetupInput extends OperationInput {
  readonly action: SetupAction;
  /** For a link: the system's key, e.g. "front". */
  readonly system?: string;
  /** For a link: a public key, SPKI in Base64. */
  readonly key?: string;
}

/** `wave_Setup`: which systems there are and how they are, and a link to the page where one is connected. */
export class SetupRequest extends OperationRequest {
  readonly Action: SetupAction;
  declare readonly System?: string;
  declare readonly Key?: string;

  constructor(input: SetupInput) {
    super(input);
    this.Action = input.action;
    if (input.system) this.System = input.system;
    if (input.key) this.Key = input.key;
  }

  protected operationName(): string {
    return "wave_Setup";
  }

  protected parameterTypes() {
    return { Action: STRING, System: STRING, Key: STRING };
  }
}
