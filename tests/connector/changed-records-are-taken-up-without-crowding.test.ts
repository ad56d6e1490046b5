import type { Clock } from "../../connector/clock/clock";
import { startChangeWorkers, type TakenWork } from "../../connector/changes/change-workers";

/** A clock that waits for nobody, and tells how long it was asked to. */
function quickClock() {
  let now = 0;
  const slept: number[] = [];
  const clock: Clock = {
    now: () => new Date(now),
    elapsed: () => now,
    sleep: async (ms) => {
      slept.push(ms);
      now += ms;
    },
    every: () => () => {},
  };
  return { clock, slept };
}

/** A list of due records, and the work on what was taken of it, which ends when the test says so. */
function listOf(environments: Record<string, number>) {
  const ends: (() => void)[] = [];
  let looks = 0;
  return {
    ends,
    get looks() {
      return looks;
    },
    add: (environmentId: string) => (environments[environmentId] = (environments[environmentId] ?? 0) + 1),
    take: async (environmentId: string): Promise<TakenWork | null> => {
      looks++;
      if (!environments[environmentId]) return null;
      environments[environmentId]--;
      return () => new Promise<boolean>((resolve) => ends.push(() => resolve(true)));
    },
  };
}

const soon = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("queued records", () => {
  it("are looked for once, however many remind of them at the same moment", async () => {
    const list = listOf({ a: 1 });
    const { clock } = quickClock();
    const workers = startChangeWorkers({ take: list.take, onError: fail, clock });
    for (let n = 0; n < 50; n++) workers.look("a");
    await soon();
    expect(list.ends).toHaveLength(1);
    // Once for the chunk, once to see that there is no more.
    expect(list.looks).toBe(2);
  });

  it("are taken up while others are still being worked on, at most two dozen chunks of one environment", async () => {
    const list = listOf({ a: 100, b: 1 });
    const { clock, slept } = quickClock();
    const workers = startChangeWorkers({ take: list.take, onError: fail, clock });
    workers.look("a");
    workers.look("b");
    while (list.ends.length < 25) await soon();
    await soon();
    expect(list.ends).toHaveLength(24 + 1);
    expect(Math.max(...slept)).toBeLessThanOrEqual(75);
    list.ends[0]!();
    while (list.ends.length < 26) await soon();
    expect(list.ends).toHaveLength(26);
  });

  it("that came while there was no room are not forgotten", async () => {
    const list = listOf({ a: 24 });
    const { clock } = quickClock();
    const workers = startChangeWorkers({ take: list.take, onError: fail, clock });
    workers.look("a");
    while (list.ends.length < 24) await soon();
    list.add("a");
    workers.look("a");
    await soon();
    expect(list.ends).toHaveLength(24);
    list.ends[7]!();
    while (list.ends.length < 25) await soon();
    expect(list.ends).toHaveLength(25);
  });

  it("wait for the next look when their list cannot be read, which is told", async () => {
    const errors: unknown[] = [];
    const list = listOf({ a: 1 });
    let broken = true;
    const { clock } = quickClock();
    const workers = startChangeWorkers({
      take: async (id) => {
        if (broken) throw new Error("no database");
        return list.take(id);
      },
      onError: (error) => errors.push(error),
      clock,
    });
    workers.look("a");
    await soon();
    expect(errors).toEqual([new Error("no database")]);
    broken = false;
    workers.look("a");
    await soon();
    expect(list.ends).toHaveLength(1);
  });

  it("that are being worked on are waited for when the connector stops, and no others are taken", async () => {
    const list = listOf({ a: 30 });
    const { clock } = quickClock();
    const workers = startChangeWorkers({ take: list.take, onError: fail, clock });
    workers.look("a");
    while (list.ends.length < 24) await soon();
    let stopped = false;
    const stopping = workers.stop().then(() => (stopped = true));
    await soon();
    expect(stopped).toBe(false);
    for (const end of list.ends) end();
    await stopping;
    expect(list.ends).toHaveLength(24);
  });
});

function fail(error: unknown): never {
  throw error;
}
