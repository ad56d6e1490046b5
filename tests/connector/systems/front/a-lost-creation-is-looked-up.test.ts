import { createOnce } from "../../../../connector/systems/contract/object";
import { startFrontHarness } from "./front-harness";

const CALL = { correlationId: "00000000-0000-4000-8000-000000000001" };
const ROW = "0f7c1c1e-0000-4000-8000-000000000001";
const NEW = { values: { name: "Acme" }, key: "k", rowId: ROW, again: false };

describe("a new account of Front whose answer got lost", () => {
  let h: Awaited<ReturnType<typeof startFrontHarness>>;
  beforeEach(async () => (h = await startFrontHarness()));
  afterEach(() => h.close());
  const create = (again = false) => createOnce(h.front.accounts, { ...NEW, again }, CALL);

  it("is found by our row's id, and not made again", async () => {
    // A second one would be taken, too.
    h.sandbox.switches.set({ duplicates: "second", loseAnswers: { next: 1 } });
    const made = await create();
    expect(h.sandbox.store.get(made.id).external_id).toBe(ROW);
    expect(h.recordCount()).toBe(1);
  });

  it("is found by the next try, where Front was away meanwhile", async () => {
    h.sandbox.switches.set({ fail: { next: 9, status: 503 } });
    await expect(create()).rejects.toMatchObject({ code: "SYSTEM_UNREACHABLE" });
    h.sandbox.switches.clear();
    h.sandbox.store.create({ name: "Acme", external_id: ROW });
    await create(true);
    expect(h.recordCount()).toBe(1);
  });

  it("is not asked for a second time where Front has one already, whatever it says to that", async () => {
    h.sandbox.store.create({ name: "Acme", external_id: ROW });
    expect((await create()).values.externalId).toBe(ROW);
    expect(h.recordCount()).toBe(1);
  });

  it("costs one request when nothing goes wrong", async () => {
    await h.front.accounts.fields(CALL);
    const before = h.requestCount();
    await create();
    expect(h.requestCount()).toBe(before + 1);
  });
});
