import { readAnswer, type Answer } from "./answer";
import { readPause } from "./pause";
import { ClientError } from "./problems";
import type { Transport } from "./transport/transport";
import { isAbort, wait } from "./wait";

/** First pause between two looks. One record is mostly done by the first look; the second comes soon after. */
const FIRST_PAUSE_MS = 400;
/** Each pause is this much longer than the one before. */
const GROWTH = 1.5;
/** Longest pause: a person still feels it as "live", and 20 looks a minute hurt no limit of the platform. */
const LONGEST_PAUSE_MS = 3_000;
/** So many looks in a row may fail (network, throttling) before we give up watching. */
const TOLERATED_FAILURES = 4;
/** So many looks in vain (some three seconds) before the connections are asked what holds it up. */
const LOOKS_BEFORE_ASKING_WHY = 4;

export interface PollOptions {
  /** Called with every look that found that somebody works on it. */
  readonly onAnswer?: (answer: Answer) => void;
  /** Watching ends after this many milliseconds with STILL_WORKING; the work itself goes on. */
  readonly limitMs: number;
  readonly signal?: AbortSignal;
}

/**
 * Watches `wave_operation(operationId)` until it is finished: looks at once, then after growing pauses.
 * Gives the finished answer. Throws ClientError STILL_WORKING after the limit, the last fault after
 * {@link TOLERATED_FAILURES} failed looks in a row, AbortError when the signal is aborted.
 */
export async function pollAnswer(
  transport: Transport,
  operationId: string,
  options: PollOptions,
): Promise<Answer> {
  const end = Date.now() + options.limitMs;
  let pause = FIRST_PAUSE_MS;
  let failures = 0;
  /** Looks that found that nobody has begun. */
  let missed = 0;

  for (;;) {
    try {
      const answer = await readAnswer(transport, operationId, options.signal);
      failures = 0;
      if (answer?.begun) {
        options.onAnswer?.(answer);
        if (answer.state !== "working") return answer;
        missed = Number.NEGATIVE_INFINITY;
      } else {
        missed += 1;
      }
    } catch (thrown) {
      if (isAbort(thrown) || !isPassing(thrown) || ++failures > TOLERATED_FAILURES) throw thrown;
      pause = Math.max(pause, pauseAskedFor(thrown));
    }
    // Accepted, but the connector can't start: until someone signs in again, it can't read the operation's row.
    if (missed === LOOKS_BEFORE_ASKING_WHY) {
      missed += 1;
      const paused = await readPause(transport, operationId, options.signal);
      if (paused) return paused;
    }
    if (Date.now() + pause > end) throw new ClientError("STILL_WORKING");
    await wait(pause, options.signal);
    pause = Math.min(pause * GROWTH, LONGEST_PAUSE_MS);
  }
}

/** A fault that a later look may not meet again. */
function isPassing(thrown: unknown): boolean {
  return (
    thrown instanceof ClientError &&
    (thrown.code === "DATAVERSE_UNAVAILABLE" ||
      thrown.code === "DATAVERSE_THROTTLED" ||
      thrown.code === "OFFLINE")
  );
}

function pauseAskedFor(thrown: unknown): number {
  return thrown instanceof ClientError ? (thrown.retryAfterSeconds ?? 0) * 1000 : 0;
}
