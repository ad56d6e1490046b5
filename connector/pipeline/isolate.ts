import { isTroubleOfOne } from "../database/trouble-of-one";
import { DataverseError } from "../dataverse/dataverse-error";
import { NotConnectedError } from "../environment/environments";
import { StoppingError } from "../work/stopping";
import { LeaseLostError } from "../state/lease";
import { SystemError } from "../systems/contract/system-error";
import { CannotSyncError } from "./build/build-sync";
import { namesUnknownColumn } from "./write/columns-changed";
import { concernsEverything, problemOf } from "./problems";

/**
 * Does `work` for many at once. Where it throws, they are halved until whatever it is stands alone: `alone` says what becomes of
 * that one, and all others are done. In the order given, each at least once; `work` must be safe to do again.
 * @throws whatever is nobody's own trouble, see {@link concernsAll}; those before it are done by then
 */
export async function isolating<T, R>(
  all: readonly T[],
  work: (some: readonly T[]) => Promise<readonly R[]>,
  alone: (one: T, error: unknown) => Promise<readonly R[]>,
  signal?: AbortSignal,
): Promise<readonly R[]> {
  if (all.length === 0) return [];
  try {
    return await work(all);
  } catch (error) {
    if (signal?.aborted || concernsAll(error)) throw error;
    if (all.length === 1) return alone(all[0]!, error);
    const middle = Math.ceil(all.length / 2);
    const first = await isolating(all.slice(0, middle), work, alone, signal);
    return [...first, ...(await isolating(all.slice(middle), work, alone, signal))];
  }
}

/**
 * True for trouble that the next record would meet as well: a side or our own database is away, a sign-in is needed, a column is
 * gone, the connector stops, somebody else has taken over.
 */
export function concernsAll(error: unknown): boolean {
  if (error instanceof LeaseLostError || error instanceof StoppingError) return true;
  if (error instanceof CannotSyncError || error instanceof NotConnectedError) return true;
  if (error instanceof SystemError) return concernsEverything(error.code);
  if (error instanceof DataverseError)
    return namesUnknownColumn(error) || concernsEverything(problemOf(error, "write")!.code);
  return !isTroubleOfOne(error);
}
