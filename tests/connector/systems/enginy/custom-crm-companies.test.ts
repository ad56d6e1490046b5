import { withoutEvents } from "../../support/without-events";
import { crmContact, startCustomCrm, type CustomCrm } from "./support/custom-crm";

describe("Enginy calls us as its CRM: companies, and who works there", () => {
  let crm: CustomCrm;
  const rowOf = (table: string, id: unknown) => crm.rows(table).find((row) => row.id === id)?.values;
  const company = (externalId: string, changes: object = {}) => ({
    externalId,
    name: `Company ${externalId}`,
    domain: `https://www.Company-${externalId}.test/about`,
    industry: "Technology",
    ...changes,
  });
  const create = async (path: "/companies" | "/contacts", record: { readonly [name: string]: unknown }) => {
    const { body } = await crm.call("POST", path, { [path.slice(1)]: [record] });
    expect(body.errors).toBeUndefined();
    return String(body.results[0]!.crmId);
  };
  const associate = (contactCRMId: string, companyCRMId: string) =>
    crm.call("POST", "/associations", { associations: [{ contactCRMId, companyCRMId }] });
  const employerOf = (contactId: string) =>
    (rowOf("contact", contactId)!.parentcustomerid as { id: string } | null)?.id;

  beforeAll(async () => {
    crm = await startCustomCrm();
    await withoutEvents(crm.dynamics);
  });
  afterAll(async () => crm?.close());

  it("a new one becomes an account, its domain as bare as the REST interface has it", async () => {
    const id = await create("/companies", company("11", { numberOfEmployees: 500 }));
    expect(rowOf("account", id)).toMatchObject({
      name: "Company 11",
      websiteurl: "company-11.test",
      numberofemployees: 500,
    });
    expect(await create("/companies", company("11"))).toBe(id);
  });

  it("how many work there is taken under both of Enginy's names", async () => {
    const id = await create("/companies", company("12", { employeeCount: 40 }));
    expect(rowOf("account", id)!.numberofemployees).toBe(40);
    const news = { companies: [{ crmId: id, employeeCount: 41 }] };
    expect((await crm.call("PUT", "/companies", news)).body.results).toEqual([{ crmId: id, success: true }]);
    expect(rowOf("account", id)).toMatchObject({ numberofemployees: 41, name: "Company 12" });
  });

  it("one that is there already is found by its domain, however it is written", async () => {
    await crm.dynamics.as("seller", "POST", "accounts", {
      name: "Known by another name",
      websiteurl: "http://company-13.test",
    });
    const known = crm.rows("account").find(({ values }) => values.name === "Known by another name")!;
    const { body } = await crm.call("POST", "/companies/sync", { companies: [company("13")] });
    expect(body.results).toEqual([{ externalId: "13", crmId: known.id, properties: {} }]);
    expect(await create("/companies", company("13"))).toBe(known.id);
    const read = await crm.call("POST", "/companies/batch", { ids: [known.id] });
    expect(read.body.results).toEqual([{ id: known.id, externalId: "13", properties: {} }]);
  });

  it("a contact belongs to the company that Enginy says, however often it says so", async () => {
    const account = await create("/companies", company("21"));
    const contact = await create("/contacts", crmContact("21", { company: "Some other name" }));
    expect(employerOf(contact)).toBeUndefined();
    for (let times = 0; times < 2; times++)
      expect(await associate(contact, account)).toEqual({
        status: 200,
        body: { success: true, created: 1, errors: [] },
      });
    expect(employerOf(contact)).toBe(account);
    expect(rowOf("contact", contact)).toMatchObject({ lastname: "Vasseur 21", firstname: "Ines" });
  });

  it("a contact that belongs somewhere already stays there, as the mapping's policy has it", async () => {
    const [first, second] = [
      await create("/companies", company("22")),
      await create("/companies", company("23")),
    ];
    const contact = await create("/contacts", crmContact("22"));
    await associate(contact, first);
    await associate(contact, second);
    expect(employerOf(contact)).toBe(first);

    await crm.changeMapping("contact", ({ values }) => {
      const policies = JSON.parse(String(values.wave_policies)) as { companies: object };
      const companies = { ...policies.companies, writeRule: "overwrite" };
      return { wave_policies: JSON.stringify({ ...policies, companies }) };
    });
    await associate(contact, second);
    expect(employerOf(contact)).toBe(second);
  });

  it("rows that Enginy knows nothing of cannot be associated", async () => {
    const account = await create("/companies", company("24"));
    await crm.dynamics.as("seller", "POST", "contacts", { firstname: "Nobody", lastname: "Of Enginy's" });
    const stranger = crm.rows("contact").find(({ values }) => values.lastname === "Of Enginy's")!;
    const { status, body } = await associate(stranger.id, account);
    expect([status, body]).toEqual([
      200,
      {
        success: false,
        created: 0,
        errors: [{ contactCRMId: stranger.id, companyCRMId: account, error: expect.any(String) }],
      },
    ]);
    expect(employerOf(stranger.id)).toBeUndefined();
  });

  it("a mapping that joins no contacts to accounts joins none, and says so", async () => {
    const account = await create("/companies", company("25"));
    const contact = await create("/contacts", crmContact("25"));
    await crm.changeMapping("contact", ({ values }) => {
      const { companies: _, ...policies } = JSON.parse(String(values.wave_policies)) as { companies: object };
      return { wave_policies: JSON.stringify(policies) };
    });
    const { body } = await associate(contact, account);
    expect(body).toMatchObject({ success: false, created: 0 });
    expect(employerOf(contact)).toBeUndefined();
  });

  it("tells who may own records: everybody who is enabled", async () => {
    const { status, body } = await crm.call("GET", "/users");
    expect(status).toBe(200);
    const users = body as unknown as readonly { id: string; name: string; email?: string }[];
    const seller = users.find(({ email }) => email === "seller@contoso.example")!;
    expect(seller.name).not.toBe("");
    expect(crm.rows("systemuser").map(({ id }) => id)).toContain(seller.id);
    const disabled = crm.rows("systemuser").filter(({ values }) => values.isdisabled === true);
    expect(users.filter(({ id }) => disabled.some((row) => row.id === id))).toEqual([]);
  });
});
