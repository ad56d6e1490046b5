import { setMaxListeners } from "node:events";
import { systemClock, type Clock } from "../clock/clock";
import { LeaseLostError, RENEW_EVERY_MS } from "../state/lease";

export interface Heartbeat {
  /** Aborted when the lease was lost, or `stop` was. */
  readonly signal: AbortSignal;
  end(): void;
}

/**
 * Keeps a lease alive while work goes on. The work gets a signal and stops when the lease is gone: somebody else may be
 * at it by then.
 */
export function keepLease(
  what: string,
  renew: () => Promise<boolean>,
  stop: AbortSignal,
  clock: Clock = systemClock,
): Heartbeat {
  const lost = new AbortController();
  let running = false;
  const end = clock.every(RENEW_EVERY_MS, () => {
    // A slow database must not pile up renewals.
    if (running) return;
    running = true;
    renew()
      .then((held) => {
        if (!held) lost.abort(new LeaseLostError(what));
      })
      // Not reaching the database once is no loss yet; the lease outlives several beats.
      .catch(() => {})
      .finally(() => {
        running = false;
      });
  });
  const signal = AbortSignal.any([lost.signal, stop]);
  // Every request of the work listens to it, and many are under way at a time: that is no leak.
  setMaxListeners(0, signal);
  return { signal, end };
}
