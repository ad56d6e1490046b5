import { setTimeout as delay } from "node:timers/promises";
import { systemClock } from "../../../../connector/clock/clock";
import type { Database } from "../../../../connector/database/database";
import { openDatabase } from "../../../../connector/database/open-database";
import { sharedBudgets, type LimitTime } from "../../../../connector/systems/base/budgets";
import { createOnce, type SystemCall } from "../../../../connector/systems/contract/object";
import { startFrontHarness } from "./front-harness";

const NOBODY_WAITS: SystemCall = { correlationId: "c" };
const SOMEONE_WAITS: SystemCall = { ...NOBODY_WAITS, someoneWaits: true };

/** Waiting takes no time here: the limit's clock is turned instead. */
function turnedTime(slow: (n: number) => Promise<unknown> = async () => {}) {
  const waits: number[] = [];
  let ahead = 0;
  const time: LimitTime = {
    ahead: () => ahead,
    async wait(ms, since) {
      waits.push(ms);
      await slow(waits.length);
      ahead = Math.max(ahead, since + ms);
    },
  };
  return { time, waits };
}

describe("when others of the company have used up Front's limit", () => {
  let database: Database;
  beforeAll(async () => (database = await openDatabase({})));
  afterAll(() => database.close());

  async function atFront() {
    const { time, waits } = turnedTime();
    const harness = await startFrontHarness(sharedBudgets(database, systemClock, time));
    return { ...harness, accounts: harness.front.objects.get("account")!, waits };
  }

  it("what runs by itself waits until it opens, however long Front says, and loses no record over it", async () => {
    const { accounts, close, recordCount, throttleNext, waits } = await atFront();
    try {
      const before = recordCount();
      throttleNext("45");
      const rowId = "00000000-0000-4000-8000-000000000001";
      const values = { name: "Waited for" };
      const made = await createOnce(accounts, { values, key: rowId, rowId, again: false }, NOBODY_WAITS);
      expect(made.values).toMatchObject({ name: "Waited for" });
      expect(recordCount()).toBe(before + 1);
      expect(waits).toEqual([expect.any(Number)]);
      expect(waits[0]).toBeGreaterThan(40_000);
    } finally {
      await close();
    }
  });

  it("a person is told at once how long it would be", async () => {
    const { accounts, close, throttleNext, waits } = await atFront();
    try {
      throttleNext("45");
      const refused: unknown = await accounts
        .list({ pageSize: 10 }, SOMEONE_WAITS)
        .catch((error: unknown) => error);
      expect(refused).toMatchObject({ code: "SYSTEM_THROTTLED" });
      expect((refused as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(40_000);
      expect(waits).toEqual([]);
    } finally {
      await close();
    }
  });

  it("whoever came first goes first, even where she is slow to notice that it has opened", async () => {
    const { time } = turnedTime((n) => (n === 1 ? delay(100) : Promise.resolve()));
    const budgets = sharedBudgets(database, systemClock, time);
    const rule = { key: "first come", count: 1, perMs: 60_000, leftToOthers: 0 };
    await budgets.take(rule, NOBODY_WAITS);
    const order: string[] = [];
    const take = (name: string) => budgets.take(rule, NOBODY_WAITS).then(() => void order.push(name));
    await Promise.all(["first", "second"].map(take));
    expect(order).toEqual(["first", "second"]);
  });
});
