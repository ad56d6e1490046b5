import { RunKind, RunStatus } from "../generated/schema";

/** What decides whether a run can be undone, as its row says it. */
export interface UndoFacts {
  readonly status: number | null;
  readonly kind: number | null;
  readonly created: number;
  readonly updated: number;
}

/** Runs that have come to an end of their own; one that was undone has its own status. */
const ENDED: readonly (number | null)[] = [
  RunStatus.Succeeded,
  RunStatus.SucceededWithWarnings,
  RunStatus.Failed,
  RunStatus.Canceled,
];

/** A run can be undone when it has ended, changed something, and is no undoing itself. */
export function canBeUndone({ status, kind, created, updated }: UndoFacts): boolean {
  return ENDED.includes(status) && kind !== RunKind.Undo && created + updated > 0;
}
