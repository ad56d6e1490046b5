/** Calls taken at most in one go: a transaction of this size is still a short one. */
const MOST = 100;

interface Waiting<T, R> {
  readonly call: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Does calls that come at the same time in one go: while one go is under way, the next collects. Alone, a call waits for
 * nobody; under load, a hundred cost little more than one. What a go is refused for is found out by doing each by itself.
 */
export function together<T, R>(
  doAll: (calls: readonly T[]) => Promise<readonly R[]>,
): (call: T) => Promise<R> {
  let waiting: Waiting<T, R>[] = [];
  let busy = false;

  async function go(): Promise<void> {
    busy = true;
    while (waiting.length > 0) {
      const now = waiting.slice(0, MOST);
      waiting = waiting.slice(MOST);
      await settle(now);
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
