import { setTimeout as delay } from "node:timers/promises";

/**
 * What a request would take on the platform, for the bench: the local store answers in microseconds, which would hide
 * every round trip a client wastes. Nothing is added unless asked for.
 */
export interface ModelledCost {
  /** Milliseconds for each request, whatever it holds. */
  readonly requestMs: number;
  /** Milliseconds for each row written. */
  readonly writtenRowMs: number;
  /** Milliseconds for each row read. */
  readonly readRowMs: number;
}

export const NO_COST: ModelledCost = { requestMs: 0, writtenRowMs: 0, readRowMs: 0 };

/** Milliseconds a request with these rows is modelled to take. */
export const modelledMs = (
  cost: ModelledCost,
  rows: { readonly written: number; readonly read: number },
): number => cost.requestMs + cost.writtenRowMs * rows.written + cost.readRowMs * rows.read;

/** Waits until a request that began at `startedMs` has taken as long as it is modelled to. Gives its execution time. */
export async function holdUntilModelled(
  cost: ModelledCost,
  rows: { readonly written: number; readonly read: number },
  startedMs: number,
): Promise<number> {
  const wanted = modelledMs(cost, rows);
  const left = wanted - (performance.now() - startedMs);
  if (left > 0) await delay(left);
  return Math.max(wanted, performance.now() - startedMs);
}
