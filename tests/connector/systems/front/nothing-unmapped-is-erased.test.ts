import { startFrontHarness } from "./front-harness";

const CALL = { correlationId: "00000000-0000-4000-8000-000000000001" };

describe("an account of Front that is written", () => {
  let h: Awaited<ReturnType<typeof startFrontHarness>>;
  beforeEach(async () => (h = await startFrontHarness()));
  afterEach(() => h.close());
  const held = (id: string) => h.sandbox.store.get(id);

  it("keeps the custom fields that are not written: Front would erase what is left out", async () => {
    const { id } = h.sandbox.store.create({ name: "Acme", custom_fields: { Segment: "SMB", City: "Lyon" } });
    await h.front.accounts.update(id, { "custom:Employees": 12 }, CALL);
    expect(held(id).custom_fields).toEqual({ Segment: "SMB", City: "Lyon", Employees: 12 });
  });

  it("loses nothing when two fields are written at the same time", async () => {
    const { id } = h.sandbox.store.create({ name: "Acme", custom_fields: { City: "Lyon" } });
    h.sandbox.switches.set({ latency: 20 });
    await Promise.all([
      h.front.accounts.update(id, { "custom:Segment": "SMB" }, CALL),
      h.front.accounts.update(id, { "custom:Employees": 12 }, CALL),
    ]);
    expect(held(id).custom_fields).toEqual({ City: "Lyon", Segment: "SMB", Employees: 12 });
  });

  it("keeps the domains that people gave it beside ours", async () => {
    const { id } = h.sandbox.store.create({ name: "Acme", domains: ["acme.fr"] });
    await h.front.accounts.update(id, { domains: "acme.com" }, CALL);
    expect(held(id).domains).toEqual(["acme.fr", "acme.com"]);
  });

  it("takes no custom field along when none is written", async () => {
    const { id } = h.sandbox.store.create({ name: "Acme", custom_fields: { City: "Lyon" } });
    const before = h.requestCount();
    await h.front.accounts.update(id, { name: "Acme SAS" }, CALL);
    expect(h.requestCount()).toBe(before + 1 + 1);
    expect(held(id)).toMatchObject({ name: "Acme SAS", custom_fields: { City: "Lyon" } });
  });

  it("loses a custom field that is emptied, and that one alone", async () => {
    const { id } = h.sandbox.store.create({ name: "Acme", custom_fields: { Segment: "SMB", City: "Lyon" } });
    await h.front.accounts.update(id, { "custom:Segment": null }, CALL);
    expect(held(id).custom_fields).toEqual({ City: "Lyon" });
  });
});
