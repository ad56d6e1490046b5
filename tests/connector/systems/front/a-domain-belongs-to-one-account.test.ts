import { startFrontHarness } from "./front-harness";

const CALL = { correlationId: "00000000-0000-4000-8000-000000000001" };
const ROW = "0f7c1c1e-0000-4000-8000-000000000001";

describe("a domain that another account of Front has", () => {
  let h: Awaited<ReturnType<typeof startFrontHarness>>;
  beforeEach(async () => {
    h = await startFrontHarness();
    h.sandbox.store.create({ name: "First", domains: ["acme.com"] });
  });
  afterEach(() => h.close());

  it("is left out of a new account, and everything else is written", async () => {
    const made = await h.front.accounts.create.run(
      {
        values: { name: "Second", domains: "acme.com", "custom:City": "Lyon" },
        key: ROW,
        rowId: ROW,
        again: false,
      },
      CALL,
    );
    expect(made.leftOut).toEqual({ domains: "domainTaken" });
    expect(h.sandbox.store.get(made.id)).toMatchObject({
      name: "Second",
      domains: [],
      external_id: ROW,
      custom_fields: { City: "Lyon" },
    });
  });

  it("is left out of a change, and everything else is written", async () => {
    const { id } = h.sandbox.store.create({ name: "Second", domains: ["second.com"] });
    const record = await h.front.accounts.update(id, { domains: "acme.com", description: "New" }, CALL);
    expect(record.leftOut).toEqual({ domains: "domainTaken" });
    expect(h.sandbox.store.get(id)).toMatchObject({ description: "New", domains: ["second.com"] });
  });

  it("is no excuse for another refusal", async () => {
    const { id } = h.sandbox.store.create({ name: "Second", domains: ["second.com"] });
    await expect(
      h.front.accounts.update(id, { domains: "third.com", "custom:Account owner": "nobody@x.test" }, CALL),
    ).rejects.toMatchObject({ code: "SYSTEM_REJECTED" });
  });
});
