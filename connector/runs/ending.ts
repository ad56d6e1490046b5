import type { IssueRef } from "../../core/plan/types";
import type { CursorChanges } from "../state/mapping-cursors";
import type { Checkpoint } from "../state/runs";

/** What a run came to, for the verdict over it and for what is kept of it. */
export interface RunEnding {
  readonly progress: Checkpoint;
  /** Records it was to look at; null when nobody said. */
  readonly expected: number | null;
  /** A person should know, although the run was not stopped by it. */
  readonly issue?: IssueRef;
  /** Saved with the run's end: where the next comparison begins. */
  readonly mappingCursor?: CursorChanges;
  /** All of the run it takes back has been taken back. */
  readonly undone?: boolean;
}
