import { DataverseError } from "../dataverse/dataverse-error";
import { SystemError } from "../systems/contract/system-error";

const FIRST_PAUSE_MS = 1_000;
export const LONGEST_PAUSE_MS = 10 * 60_000;
/** A record's own failure gets one more try after this long; by then, what was only a hiccup is over. */
export const SECOND_TRY_MS = 60_000;

/** How long to wait before the next try: twice as long each time, and no shorter than whoever refused us asked for. */
export function pauseOf(attempts: number, cause: unknown): number {
  return growingPause(attempts, askedPause(cause));
}

/** Milliseconds that whoever refused us asked for. */
export function askedPause(cause: unknown): number | undefined {
  return cause instanceof SystemError || cause instanceof DataverseError ? cause.retryAfterMs : undefined;
}

export function growingPause(attempts: number, askedMs = 0): number {
  const grown = FIRST_PAUSE_MS * 2 ** Math.min(attempts - 1, 20);
  return Math.max(askedMs, Math.min(grown, LONGEST_PAUSE_MS));
}
