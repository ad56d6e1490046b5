import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
beforeEach(async () => (s = await enginyAndCaller()));
afterEach(() => s.close());

const found = async (include: object) =>
  (await s.search("contacts", { include })).body.data.map(({ firstName }) => firstName);

describe("include restricts a search of contacts to those that have one of the values", () => {
  beforeEach(() => {
    const { companies, contacts } = s.sandbox;
    const company = companies.create({ name: "Acme", lists: [7] });
    const fair = s.sandbox.campaigns.idOf("Fair");
    contacts.create({ firstName: "Ada", companyId: company.id, campaigns: [fair], contactCRMId: "crm-1" });
    contacts.create({ firstName: "Bo", lists: [123], contactCountry: "FR" });
    contacts.create({ firstName: "Cy", lists: [123, 124], leadCRMId: "lead-1" });
  });

  it("by id", async () => {
    const [ada, , cy] = s.sandbox.contacts.all();
    expect(await found({ id: [ada!.id, cy!.id, 1] })).toEqual(["Ada", "Cy"]);
  });

  it("by being in the CRM, as a contact or as a lead", async () => {
    expect(await found({ isInCRM: [true] })).toEqual(["Ada", "Cy"]);
    expect(await found({ isInCRM: [false] })).toEqual(["Bo"]);
  });

  it("by lists of contacts and of their companies", async () => {
    expect(await found({ leadsGroup: [124, 999] })).toEqual(["Cy"]);
    expect(await found({ companyGroup: [7] })).toEqual(["Ada"]);
  });

  it("by campaigns, named or by id", async () => {
    expect(await found({ campaigns: ["Fair"] })).toEqual(["Ada"]);
    expect(await found({ campaigns: [s.sandbox.campaigns.idOf("Fair")] })).toEqual(["Ada"]);
  });

  it("by any field, one that the workspace made included", async () => {
    s.sandbox.fields.contact.add("crm_segment", "Segment", "TEXT", "CRM_FIELD");
    s.sandbox.contacts.create({ firstName: "Di", custom: { crm_segment: "Gold" } });
    expect(await found({ contactCountry: ["FR"] })).toEqual(["Bo"]);
    expect(await found({ crm_segment: ["Gold"] })).toEqual(["Di"]);
    expect(await found({ contactCountry: ["FR", null] })).toHaveLength(4);
  });

  it("by all keys at once", async () => {
    expect(await found({ leadsGroup: [123], isInCRM: [true] })).toEqual(["Cy"]);
    expect(await found({ leadsGroup: [] })).toEqual([]);
  });
});
