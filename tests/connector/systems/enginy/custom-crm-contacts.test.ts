import { crmContact, startCustomCrm, type CustomCrm } from "./support/custom-crm";

describe("Enginy calls us as its CRM: contacts", () => {
  let crm: CustomCrm;
  const contacts = () => crm.rows("contact");
  const rowOf = (crmId: unknown) => contacts().find(({ id }) => id === crmId)?.values;

  beforeAll(async () => {
    crm = await startCustomCrm();
  });
  afterAll(async () => crm?.close());

  it("one that is new becomes a row, and its id is answered in the same call", async () => {
    const { status, body } = await crm.call("POST", "/contacts", { contacts: [crmContact("101")] });
    expect([status, body]).toEqual([200, { results: [{ externalId: "101", crmId: expect.any(String) }] }]);
    expect(rowOf(body.results[0]!.crmId)).toMatchObject({
      firstname: "Ines",
      lastname: "Vasseur 101",
      jobtitle: "Head of Purchasing",
      emailaddress1: "person-101@acme-101.test",
    });
    expect(crm.rows("wave_link").map(({ values }) => values.wave_externalid)).toContain("101");
  });

  it("the same call again is answered with the same row, and makes no other", async () => {
    const call = () => crm.call("POST", "/contacts", { contacts: [crmContact("102")] });
    const first = await call();
    const before = contacts().length;
    expect(await call()).toEqual(first);
    expect(contacts()).toHaveLength(before);
  });

  it("what is sent anew of one that is known is written, and what is not sent stays", async () => {
    const { body } = await crm.call("POST", "/contacts", { contacts: [crmContact("103")] });
    const { crmId } = body.results[0]!;
    const news = { contacts: [{ crmId, title: "Chief Buyer" }] };
    expect(await crm.call("PUT", "/contacts", news)).toEqual({
      status: 200,
      body: { results: [{ crmId, success: true }] },
    });
    expect(rowOf(crmId)).toMatchObject({
      jobtitle: "Chief Buyer",
      lastname: "Vasseur 103",
      emailaddress1: "person-103@acme-103.test",
    });
  });

  it("a row that no contact of Enginy is linked to cannot be changed", async () => {
    const { values } = await strangerOf(crm);
    const before = rowOf(values.contactid);
    const call = await crm.call("PUT", "/contacts", {
      contacts: [
        { crmId: values.contactid, title: "Taken over" },
        { crmId: "no-guid", title: "x" },
      ],
    });
    expect(call.body.results.map(({ success }) => success)).toEqual([false, false]);
    expect(call.body.errors?.map(({ error }) => error)).toEqual(["RECORD_NOT_FOUND", "RECORD_NOT_FOUND"]);
    expect(rowOf(values.contactid)).toEqual(before);
    const read = await crm.call("POST", "/contacts/batch", { ids: [values.contactid, "no-guid"] });
    expect(read).toEqual({ status: 200, body: { results: [] } });
  });

  it("a hundred with two that make no sense: ninety-eight rows, and the two are named", async () => {
    const all = Array.from({ length: 100 }, (_, at) => crmContact(`2${String(at).padStart(3, "0")}`));
    delete all[7]!.externalId;
    all[42]!.externalId = { no: "id" };
    const { status, body } = await crm.call("POST", "/contacts", { contacts: all });
    expect([status, body.results.length]).toEqual([200, 98]);
    expect(body.errors).toEqual([
      expect.objectContaining({
        index: 7,
        error: "BAD_REQUEST",
        message: expect.stringContaining("externalId"),
      }),
      expect.objectContaining({ index: 42, error: "BAD_REQUEST" }),
    ]);
    const ids = new Set(body.results.map(({ crmId }) => crmId));
    expect(contacts().filter(({ id }) => ids.has(id))).toHaveLength(98);
  });

  it("more than a hundred are refused as a whole", async () => {
    const all = Array.from({ length: 101 }, (_, at) => crmContact(`3${at}`));
    const before = contacts().length;
    const { status, body } = await crm.call("POST", "/contacts", { contacts: all });
    expect([status, body]).toEqual([
      400,
      { error: "bad_request", message: expect.stringContaining("contacts") },
    ]);
    expect(contacts()).toHaveLength(before);
  });

  it("two calls with the same person at the same moment make one row", async () => {
    const call = () => crm.call("POST", "/contacts", { contacts: [crmContact("401")] });
    const answers = await Promise.all([call(), call(), call()]);
    const ids = answers.map(({ body }) => body.results[0]?.crmId);
    expect(ids[0]).toEqual(expect.any(String));
    expect(new Set(ids).size).toBe(1);
    expect(contacts().filter(({ values }) => values.lastname === "Vasseur 401")).toHaveLength(1);
  });
});

async function strangerOf({ dynamics, rows }: CustomCrm) {
  await dynamics.as("seller", "POST", "contacts", { firstname: "Nobody", lastname: "Of Enginy's" });
  const row = rows("contact").find(({ values }) => values.lastname === "Of Enginy's")!;
  return { ...row, values: { ...row.values, contactid: row.id } };
}
