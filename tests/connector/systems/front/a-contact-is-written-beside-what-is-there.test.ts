import { createOnce } from "../../../../connector/systems/contract/object";
import { startFrontHarness } from "./front-harness";

const CALL = { correlationId: "00000000-0000-4000-8000-000000000001" };
const ROW = "0f7c1c1e-0000-4000-8000-000000000001";
const NEW = { key: ROW, rowId: ROW, again: false };
const email = (handle: string) => ({ source: "email" as const, handle });

describe("a contact of Front that is written", () => {
  let h: Awaited<ReturnType<typeof startFrontHarness>>;
  beforeEach(async () => (h = await startFrontHarness()));
  afterEach(() => h.close());
  const held = (id: string) => h.sandbox.contacts.get(id);
  const there = (more: object = {}) =>
    h.sandbox.contacts.create({ name: "Ines", handles: [email("ines@acme.test")], ...more });

  it("keeps custom fields, links and handles of others beside what is written", async () => {
    const { id } = there({ custom_fields: { Role: "Buyer", Score: 1 }, links: ["https://a.test"] });
    const values = {
      "custom:Score": 2,
      links: "https://b.test",
      email: "i.vasseur@acme.test",
      name: "I. Vasseur",
    };
    const record = await h.front.contacts.update(id, values, CALL);
    expect(held(id)).toMatchObject({
      name: "I. Vasseur",
      custom_fields: { Role: "Buyer", Score: 2 },
      links: ["https://a.test", "https://b.test"],
      handles: [email("ines@acme.test"), email("i.vasseur@acme.test")],
    });
    expect(record.values).toEqual((await h.front.contacts.read(id, CALL))!.values);
  });

  it("loses nothing when two fields are written at the same time", async () => {
    const { id } = there();
    h.sandbox.switches.set({ latency: 20 });
    await Promise.all([
      h.front.contacts.update(id, { "custom:Role": "Buyer" }, CALL),
      h.front.contacts.update(id, { "custom:Score": 2 }, CALL),
    ]);
    expect(held(id).custom_fields).toEqual({ Role: "Buyer", Score: 2 });
  });

  it("gets no second handle for the same address in other letters", async () => {
    const { id } = there();
    const record = await h.front.contacts.update(id, { email: "INES@acme.test" }, CALL);
    expect(record.values.email).toBe("ines@acme.test");
    expect(held(id).handles).toEqual([email("ines@acme.test")]);
  });

  it("loses no handle when the address is emptied", async () => {
    const { id } = there();
    await h.front.contacts.update(id, { email: null }, CALL);
    expect(held(id).handles).toEqual([email("ines@acme.test")]);
  });

  it("costs two requests, and no request for what is not written", async () => {
    const { id } = there();
    const read = (await h.front.contacts.read(id, CALL))!;
    const before = h.requestCount();
    await h.front.contacts.update(id, { name: "I. Vasseur" }, CALL, read);
    expect(h.requestCount()).toBe(before + 1);
    await h.front.contacts.update(id, { "custom:Role": "Buyer" }, CALL, read);
    expect(h.requestCount()).toBe(before + 3);
  });

  it("leaves out an address that another contact has, and writes everything else", async () => {
    const { id } = there();
    h.sandbox.contacts.create({ handles: [email("other@acme.test")] });
    const record = await h.front.contacts.update(id, { email: "other@acme.test", description: "New" }, CALL);
    expect(record.leftOut).toEqual({ email: "addressTaken" });
    expect(held(id)).toMatchObject({ description: "New", handles: [email("ines@acme.test")] });
  });

  it("is not made without an address or a number, and Front is not asked", async () => {
    await h.front.contacts.fields(CALL);
    const before = h.requestCount();
    const made = h.front.contacts.create.run({ ...NEW, values: { name: "Nobody" } }, CALL);
    await expect(made).rejects.toMatchObject({ code: "ADDRESS_MISSING" });
    expect(h.requestCount()).toBe(before);
  });

  it("is looked at again where somebody made one with this address meanwhile", async () => {
    there();
    const made = h.front.contacts.create.run({ ...NEW, values: { email: "ines@acme.test" } }, CALL);
    await expect(made).rejects.toMatchObject({ code: "RECORD_BUSY" });
    expect(h.sandbox.contacts.size).toBe(1);
  });

  it("is found by its address when its answer got lost, and is in its account all the same", async () => {
    const { id: account } = h.sandbox.store.create({ name: "Acme" });
    h.sandbox.switches.set({ loseAnswers: { next: 1 } });
    const values = { name: "Ines", email: "ines@acme.test", account };
    const { id } = await createOnce(h.front.contacts, { ...NEW, values }, CALL);
    expect(h.sandbox.contacts.size).toBe(1);
    expect(h.sandbox.contacts.accountsOf(id)).toEqual([account]);
  });

  it("leaves the account it was put into, and no other", async () => {
    const [ours, theirs, next] = ["Ours", "Theirs", "Next"].map(
      (name) => h.sandbox.store.create({ name }).id,
    );
    const { id } = there();
    h.sandbox.contacts.join(theirs!, [id]);
    const first = await h.front.contacts.update(id, { account: ours! }, CALL);
    expect(h.sandbox.contacts.accountsOf(id)).toEqual([theirs, ours]);
    const second = await h.front.contacts.update(id, { account: next! }, CALL, first);
    expect(h.sandbox.contacts.accountsOf(id)).toEqual([theirs, next]);
    await h.front.contacts.update(id, { account: null }, CALL, second);
    expect(h.sandbox.contacts.accountsOf(id)).toEqual([theirs]);
  });

  it("gets over an account that is gone, whichever", async () => {
    const { id: account } = h.sandbox.store.create({ name: "Ours" });
    const { id } = there();
    const first = await h.front.contacts.update(id, { account }, CALL);
    h.sandbox.store.delete(account);
    const record = await h.front.contacts.update(id, { account: "acc_gone", name: "I." }, CALL, first);
    expect(record.leftOut).toEqual({ account: "notLinked" });
    expect(held(id).name).toBe("I.");
  });
});
