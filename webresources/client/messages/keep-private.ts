import { BOOLEAN, GUID, OperationRequest, type OperationInput } from "./operation-request";

export interface KeepPrivateInput extends OperationInput {
  /** Row of an email on a timeline: its whole conversation is meant. */
  readonly emailId: string;
  /** False: it may be logged again. */
  readonly isPrivate: boolean;
}

/** `wave_KeepPrivate`: nothing of a conversation is logged any more, and what was is taken from timelines; or the other way round. */
export class KeepPrivateRequest extends OperationRequest {
  readonly Email: string;
  readonly Private: boolean;

  constructor(input: KeepPrivateInput) {
    super(input);
    this.Email = input.emailId;
    this.Private = input.isPrivate;
  }

  protected operationName(): string {
    return "wave_KeepPrivate";
  }

  protected parameterTypes() {
    return { Email: GUID, Private: BOOLEAN };
  }
}
