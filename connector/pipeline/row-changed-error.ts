/** The row was changed after it was read: what was planned may not be right any more. */
export class RowChangedError extends Error {
  override readonly name = "RowChangedError";
}

/** How often a row that somebody edits at this very moment is read and planned anew. */
export const TRIES = 4;
