import { startCrm, type Crm } from "./a-crm";
import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
let crm: Crm;
beforeEach(async () => {
  [s, crm] = await Promise.all([enginyAndCaller(), startCrm()]);
  await s.call("POST", "/api/v1/custom-crm/connect", { baseUrl: crm.url, apiKey: "key" });
});
afterEach(() => Promise.all([s.close(), crm.close()]));

const ines = () => {
  const company = s.sandbox.companies.create({ name: "Acme", domain: "acme.test", numberOfEmployees: 12 });
  return s.sandbox.contacts.create({
    firstName: "Ines",
    lastName: "Vasseur",
    professionalEmail: "ines@acme.test",
    jobTitle: "Buyer",
    companyId: company.id,
    campaigns: [s.sandbox.campaigns.idOf("Fair")],
  });
};
const exportAll = () => s.call("POST", "/control/crm/export", {});
const bodies = (path: string) =>
  crm.received.filter((each) => each.path === `/crm${path}`).map(({ body }) => body);

describe("an export", () => {
  it("looks for a match, makes what has none, companies first, and says who works where", async () => {
    const contact = ines();
    await exportAll();
    expect(crm.calls()).toEqual([
      "POST /companies/sync",
      "POST /companies",
      "POST /contacts/sync",
      "POST /contacts",
      "POST /associations",
    ]);
    const sent = {
      externalId: String(contact.id),
      firstName: "Ines",
      lastName: "Vasseur",
      email: "ines@acme.test",
      title: "Buyer",
      company: "Acme",
      companySize: 12,
      domain: "acme.test",
      campaigns: "Fair",
    };
    expect(bodies("/contacts/sync")).toEqual([{ contacts: [sent] }]);
    expect(bodies("/contacts")).toEqual([{ contacts: [sent] }]);
    expect(bodies("/companies/sync")).toMatchObject([{ companies: [{ name: "Acme", employeeCount: 12 }] }]);
    expect(bodies("/companies")).toMatchObject([{ companies: [{ name: "Acme", numberOfEmployees: 12 }] }]);
    expect(bodies("/associations")).toEqual([
      { associations: [{ contactCRMId: "contacts-1", companyCRMId: "companies-1" }] },
    ]);
    const { body } = await s.search("contacts");
    expect(body.data[0]).toMatchObject({ contactCRMId: "contacts-1", isInCRM: true });
  });

  it("takes a match with its properties, and brings it up to date", async () => {
    crm.rows.contacts.push({ id: "their-1", values: { email: "ines@acme.test" } });
    ines();
    await exportAll();
    expect(crm.calls()).toEqual([
      "POST /companies/sync",
      "POST /companies",
      "POST /contacts/sync",
      "PUT /contacts",
      "POST /associations",
    ]);
    expect(bodies("/contacts")).toMatchObject([{ contacts: [{ crmId: "their-1", firstName: "Ines" }] }]);
    const { body } = await s.search("contacts", { include: { crm_leadScore: [7] } });
    expect(body.data).toMatchObject([{ contactCRMId: "their-1", crm_leadScore: 7 }]);
    const again = crm.received.length;
    await exportAll();
    expect(crm.calls().slice(again - 2)).toEqual(["PUT /companies", "PUT /contacts", "POST /associations"]);
  });

  it("sends a hundred records in a call at most", async () => {
    for (let n = 0; n < 150; n++) s.sandbox.contacts.create({ professionalEmail: `p${n}@acme.test` });
    await exportAll();
    expect(bodies("/contacts").map(({ contacts }) => (contacts as unknown[]).length)).toEqual([100, 50]);
    expect(crm.rows.contacts).toHaveLength(150);
  });

  it("makes nobody who could not be looked for, and nobody is left out the next time", async () => {
    s.sandbox.contacts.create({ firstName: "Bo" });
    crm.next.push({ status: 400 });
    await exportAll();
    expect(crm.calls()).toEqual(["POST /contacts/sync"]);
    await exportAll();
    expect(crm.rows.contacts).toHaveLength(1);
  });

  it("calls again when the answer is lost, or the CRM fails, and makes nobody twice where the CRM is right", async () => {
    s.sandbox.contacts.create({ firstName: "Bo" });
    await s.call("PUT", "/control/crm/faults", { loseAnswers: 1, twice: 2 });
    crm.next.push({ status: 500 });
    await exportAll();
    expect(crm.calls().filter((call) => call === "POST /contacts/sync").length).toBeGreaterThan(2);
    expect(crm.rows.contacts).toHaveLength(1);
    expect(s.sandbox.contacts.all()[0]!.contactCRMId).toBe("contacts-1");
  });

  it("is started by a person on the page of the CRM, which shows the calls", async () => {
    ines();
    const page = async () => (await s.call<string>("GET", "/app/crm", undefined, {})).body;
    expect(await page()).toContain(crm.url);
    await fetch(`${s.url}/app/crm`, { method: "POST", body: new URLSearchParams(), redirect: "manual" });
    expect(crm.rows.contacts).toHaveLength(1);
    expect(await page()).toContain("POST /contacts/sync");
  });

  it("goes nowhere without a CRM", async () => {
    await s.call("DELETE", "/control/crm");
    ines();
    await exportAll();
    expect(crm.calls()).toEqual([]);
  });
});
