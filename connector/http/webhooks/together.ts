import { systemClock, type Clock } from "../../clock/clock";

/** Calls taken at most in one go: a transaction of this size is still a short one. */
const MOST = 100;

/** A call this soon after the last one is one of many: it waits a moment for those that follow. */
const LULL_MS = 50;
/** How long. A statement costs the database about as much for one call as for ten. */
const GATHER_MS = 25;

interface Waiting<T, R> {
  readonly call: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Handles calls that arrive at about the same time together. A single call doesn't wait; under load it waits a few milliseconds
 * for others, and a hundred cost little more than one. What a go is refused for is found out by doing each by itself.
 */
export function together<T, R>(
  doAll: (calls: readonly T[]) => Promise<readonly R[]>,
  clock: Clock = systemClock,
): (call: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  let busy = false;
  let lastOn = -Infinity;

  async function go(): Promise<void> {
    busy = true;
    while (waiting.length > 0) {
      if (clock.elapsed() - lastOn < LULL_MS && waiting.length < MOST) await clock.sleep(GATHER_MS);
      const now = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      await settle(now);
      lastOn = clock.elapsed();
    }
    busy = false;
  }

  async function settle(now: readonly Waiting<T, R>[]): Promise<void> {
    try {
      const results = await doAll(now.map(({ call }) => call));
      now.forEach(({ resolve }, at) => resolve(results[at]!));
    } catch (error) {
      if (now.length === 1) return now[0]!.reject(error);
      for (const each of now) await settle([each]);
    }
  }

  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject });
      if (!busy) void go();
    });
}
