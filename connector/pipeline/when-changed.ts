/** The row was changed after it was read: what was planned may not be right any more. */
export class RowChangedError extends Error {
  override readonly name = "RowChangedError";
}

/** How often a row that somebody edits at this very moment is read and planned anew. */
const TRIES = 3;

/** Does `work`, from the reading on, again when the row it read was changed before it could be written. */
export async function againWhenChanged<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof RowChangedError) || tries === TRIES) throw error;
    }
  }
}
