import { systemClock } from "../../../connector/clock/clock";
import type { Database } from "../../../connector/database/database";
import { openDatabase } from "../../../connector/database/open-database";
import { sharedBudgets } from "../../../connector/systems/base/budgets";
import type { BudgetRule } from "../../../connector/systems/contract/budget";
import type { SystemCall } from "../../../connector/systems/contract/object";
import { limitIn } from "../../../connector/systems/front/transport";

const CALL: SystemCall = { correlationId: "c" };
const SOMEONE: SystemCall = { ...CALL, someoneWaits: true };

describe("the budget of a system", () => {
  let database: Database;
  let keys = 0;
  beforeAll(async () => (database = await openDatabase({})));
  afterAll(() => database.close());

  const waits: number[] = [];
  /** Two connectors on one database; neither waits in earnest. */
  const connector = () =>
    sharedBudgets(database, {
      ...systemClock,
      sleep: async (ms) => {
        waits.push(ms);
        throw new Error("would have to wait");
      },
    });
  const rule = (more: Partial<BudgetRule> = {}): BudgetRule => ({
    key: `test ${++keys}`,
    count: 10,
    perMs: 60_000,
    leftToOthers: 0,
    ...more,
  });
  /** How many requests may be made before one would have to wait. */
  const taken = async (of: BudgetRule, call = SOMEONE, most = 100) => {
    const [one, other] = [connector(), connector()];
    for (let n = 0; n < most; n++) {
      const took = await (n % 2 ? one : other).take(of, call).then(
        () => true,
        () => false,
      );
      if (!took) return n;
    }
    return most;
  };

  it("is one for all connectors", async () => expect(await taken(rule())).toBe(10));

  it("is never more than that, where several are taken at once; and nearly all of it is used", async () => {
    const all = await taken(rule({ count: 200 }), CALL, 400);
    expect(all).toBeLessThanOrEqual(180);
    expect(all).toBeGreaterThan(165);
  });

  it("costs far less than a request to the database for each, where there is much to do", async () => {
    let asked = 0;
    const counted = { query: (...sent: Parameters<Database["query"]>) => (asked++, database.query(...sent)) };
    const budgets = sharedBudgets(counted as Database, systemClock);
    const of = rule({ count: 1_000 });
    for (let n = 1; n <= 100; n++) {
      await budgets.take(of, CALL);
      await budgets.hear(of, { limit: 1_000, remaining: 1_000 - n, resetsInMs: 60_000 });
    }
    expect(asked).toBeLessThan(50);
    // Somebody else has used half of it: that is written down, and holds for all.
    await budgets.hear(of, { limit: 1_000, remaining: 400, resetsInMs: 60_000 });
    expect(await taken(of, SOMEONE, 1_000)).toBeLessThanOrEqual(400);
  });

  it("leaves a part to others who use the same credentials", async () =>
    expect(await taken(rule({ leftToOthers: 0.3 }))).toBe(7));

  it("keeps something for whoever waits for an answer", async () => {
    const of = rule();
    expect(await taken(of, CALL)).toBe(9);
    expect(await taken(of, SOMEONE)).toBe(1);
  });

  it("tells a person at once how long it would be, instead of letting her wait", async () => {
    const of = rule();
    await taken(of);
    const error = (await connector()
      .take(of, SOMEONE)
      .catch((e: unknown) => e)) as { readonly code: string; readonly retryAfterMs: number };
    expect(error.code).toBe("SYSTEM_THROTTLED");
    expect(error.retryAfterMs).toBeGreaterThan(30_000);
  });

  it("shrinks when an answer says that others have used it", async () => {
    const of = rule();
    await connector().take(of, SOMEONE);
    await connector().hear(of, { limit: 10, remaining: 2 });
    expect(await taken(of)).toBe(2);
  });

  it("grows when an answer says that the plan was raised", async () => {
    const of = rule();
    await taken(of);
    await connector().hear(of, { limit: 20, remaining: 8 });
    expect(await taken(of)).toBe(8);
  });

  it("does not grow by an answer that was overtaken", async () => {
    const of = rule();
    await taken(of);
    await connector().hear(of, { limit: 10, remaining: 5 });
    expect(await taken(of)).toBe(0);
  });

  it("is closed for all after a refusal, as long as that says", async () => {
    const of = rule();
    await connector().take(of, SOMEONE);
    await connector().hear(of, { closedForMs: 30_000 });
    await expect(connector().take(of, SOMEONE)).rejects.toMatchObject({ code: "SYSTEM_THROTTLED" });
  });

  it("begins anew when its time is over", async () => {
    const of = rule({ perMs: 1 });
    for (let n = 0; n < 30; n++) await expect(taken(of, SOMEONE, 1)).resolves.toBeDefined();
    expect(await taken(rule({ count: 1, perMs: 60_000 }))).toBe(1);
  });
});

describe("what Front's answers say of the limit", () => {
  const now = new Date("2026-01-01T00:00:00Z");
  const heard = (status: number, headers: Record<string, string>) =>
    limitIn(status, new Headers(headers), now);

  it("is read with the time it begins anew, by Front's own clock", () =>
    expect(
      heard(200, {
        "x-ratelimit-limit": "100",
        "x-ratelimit-remaining": "37",
        "x-ratelimit-reset": String(Date.parse("2026-01-01T00:10:30Z") / 1000),
        date: "Thu, 01 Jan 2026 00:10:00 GMT",
      }),
    ).toEqual({ limit: 100, remaining: 37, resetsInMs: 30_000 }));

  it("closes it after a refusal, for seconds; no longer than is sensible", () => {
    expect(heard(429, { "retry-after": "7" })).toEqual({ closedForMs: 7_000 });
    expect(heard(429, { "retry-after": "86400" })).toEqual({ closedForMs: 120_000 });
  });

  it("does not close the company's limit for a burst at one account", () =>
    expect(heard(429, { "retry-after": "1", "x-front-tier": "2" })).toEqual({}));

  it("is nothing where there is nothing", () =>
    expect(heard(200, { "x-ratelimit-limit": "many" })).toEqual({}));
});
