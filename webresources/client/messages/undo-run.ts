import { GUID, OperationRequest, type OperationInput } from "./operation-request";

export interface UndoRunInput extends OperationInput {
  /** GUID of a wave_run that has ended. */
  readonly runId: string;
}

/** `wave_UndoRun`: every field that still holds what the run wrote goes back to what it held before. */
export class UndoRunRequest extends OperationRequest {
  readonly Run: string;

  constructor(input: UndoRunInput) {
    super(input);
    this.Run = input.runId;
  }

  protected operationName(): string {
    return "wave_UndoRun";
  }

  protected parameterTypes() {
    return { Run: GUID };
  }
}
