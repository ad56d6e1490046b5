import { backOff, type BackOff } from "../../clock/back-off";
import { systemClock, type Clock } from "../../clock/clock";
import type { SystemCall } from "../contract/object";
import { SystemError } from "../contract/system-error";

/** A hiccup passes in well under a second, anything longer is the queue's to try again. */
export const FAILURES_WAITED_FOR = 2;
const BACK_OFF: BackOff = { firstMs: 300, longestMs: 600 };

/** Waiting politely is no failure and is counted apart. A longer pause than this goes back to the queue. */
export const MAX_THROTTLE_WAIT_MS = 10_000;
export const MAX_THROTTLED = 5;

/** When the system says "too many" and not how long to wait. */
const DEFAULT_THROTTLE_WAIT_MS = 1000;

/** False: what may have been done although no answer came, and must not be done twice. */
interface Repeatable {
  readonly repeatable?: boolean;
}

/**
 * Tries again what may be tried again: reads, changes that set values, deletes, and creates that carry an idempotency key. What is not
 * repeatable is tried again only where the system refused to look at it.
 */
export function retrying<R extends object, A>(
  send: (request: R & Repeatable, call: SystemCall) => Promise<A>,
  clock: Clock = systemClock,
): (request: R & Repeatable, call: SystemCall) => Promise<A> {
  return async (request, call) => {
    let failures = 0;
    let throttled = 0;
    for (;;) {
      try {
        return await send(request, call);
      } catch (error) {
        if (!(error instanceof SystemError)) throw error;
        const told = failures > 0 ? error.asDoubtful() : error;
        if (call.signal?.aborted) throw told;
        const ms =
          error.code === "SYSTEM_THROTTLED"
            ? throttleWait(error, throttled++)
            : request.repeatable === false
              ? undefined
              : failureWait(error, failures++);
        if (ms === undefined) throw told;
        await orGiveUp(clock.sleep(ms, call.signal), call, told);
      }
    }
  };
}

function failureWait(error: SystemError, failures: number): number | undefined {
  if (error.code !== "SYSTEM_UNREACHABLE" || failures >= FAILURES_WAITED_FOR) return undefined;
  return backOff(BACK_OFF, failures + 1);
}

function throttleWait(error: SystemError, throttled: number): number | undefined {
  const ms = error.retryAfterMs ?? DEFAULT_THROTTLE_WAIT_MS;
  return throttled < MAX_THROTTLED && ms <= MAX_THROTTLE_WAIT_MS ? ms : undefined;
}

/** A call that is aborted while waiting ends with the error it was waiting on. */
async function orGiveUp(waiting: Promise<void>, call: SystemCall, error: SystemError): Promise<void> {
  try {
    await waiting;
  } catch (aborted) {
    throw call.signal?.aborted ? error : aborted;
  }
}
