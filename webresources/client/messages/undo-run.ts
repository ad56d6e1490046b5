import type { UndoMode } from "../../../core/operation/types";
import { GUID, OperationRequest, STRING, type OperationInput } from "./operation-request";

export interface UndoRunInput extends OperationInput {
  /** GUID of a wave_run that has ended. */
  readonly runId: string;
  /** Left out: the run is taken back. Otherwise nothing is written. */
  readonly mode?: Exclude<UndoMode, "undo">;
  /** For records: where the page begins, as the page before said. */
  readonly after?: string;
}

/** `wave_UndoRun`: every field that still holds what the run wrote goes back to what it held before; or says what would, or what the run wrote. */
export class UndoRunRequest extends OperationRequest {
  readonly Run: string;
  declare readonly Mode?: string;
  declare readonly After?: string;

  constructor(input: UndoRunInput) {
    super(input);
    this.Run = input.runId;
    if (input.mode) this.Mode = input.mode;
    if (input.after) this.After = input.after;
  }

  protected operationName(): string {
    return "wave_UndoRun";
  }

  protected parameterTypes() {
    return { Run: GUID, Mode: STRING, After: STRING };
  }
}
