import type { Clock } from "../clock/clock";
import { DatabaseAwayError } from "../database/away-error";

/**
 * Does `work` again and again, never two at a time, whatever becomes of it. What it throws goes to `onError`, except that the database
 * is away: that is said in one place ({@link WatchedDatabase}), and not once for everybody who meets it.
 * @returns a function that ends it and waits for what is under way
 */
export function repeat(
  clock: Clock,
  everyMs: number,
  work: () => Promise<unknown>,
  onError: (error: unknown) => void,
  { atOnce = false }: { readonly atOnce?: boolean } = {},
): () => Promise<void> {
  let round: Promise<unknown> | null = null;
  const look = (): void => {
    round ??= work()
      .catch((error: unknown) => {
        if (!(error instanceof DatabaseAwayError)) onError(error);
      })
      .finally(() => {
        round = null;
      });
  };
  if (atOnce) look();
  const end = clock.every(everyMs, look);
  return async () => {
    end();
    await round;
  };
}
