import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
beforeEach(async () => (s = await enginyAndCaller()));
afterEach(() => s.close());

const page = async (path: string) => (await s.call<string>("GET", `/app${path}`, undefined, {})).body;
const save = (path: string, form: Record<string, string>) =>
  fetch(`${s.url}/app${path}`, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });

describe("the pages of the sandbox", () => {
  it("list contacts with their company and campaigns, escaped", async () => {
    const company = s.sandbox.companies.create({ name: "Acme & Sons" });
    s.sandbox.contacts.create({
      firstName: "<b>Ines</b>",
      companyId: company.id,
      campaigns: [s.sandbox.campaigns.idOf("Autumn fair")],
    });
    const html = await page("/contacts");
    expect(html).toContain("&lt;b&gt;Ines&lt;/b&gt;");
    expect(html).toContain("Acme &amp; Sons");
    expect(html).toContain("Autumn fair");
    expect(await page("/companies")).toContain("Acme &amp; Sons");
  });

  it("let a contact be changed; an emptied box is an empty field", async () => {
    const { id } = s.sandbox.contacts.create({ firstName: "Ines", jobTitle: "Buyer", phones: "+33 1" });
    const answer = await save(`/contacts/${id}`, { firstName: "Inès", jobTitle: "" });
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`/sandboxes/enginy/app/contacts/${id}?saved`);
    expect(s.sandbox.contacts.get(id)).toMatchObject({ firstName: "Inès", jobTitle: null, phones: "+33 1" });
    expect(await page(`/contacts/${id}?saved`)).toContain("Saved.");
  });

  it("let a company be changed", async () => {
    const { id } = s.sandbox.companies.create({ name: "Acme" });
    await save(`/companies/${id}`, { name: "Acme SAS" });
    expect(await page(`/companies/${id}`)).toContain("Acme SAS");
  });

  it("take no form from another site, and let nothing act but their own forms", async () => {
    const { id } = s.sandbox.contacts.create({ firstName: "Ines" });
    const headers = { "sec-fetch-site": "cross-site" };
    const body = new URLSearchParams({ firstName: "Eve" });
    const answer = await fetch(`${s.url}/app/contacts/${id}`, { method: "POST", body, headers });
    expect(answer.status).toBe(403);
    expect(s.sandbox.contacts.get(id).firstName).toBe("Ines");
    const shown = await s.call("GET", `/app/contacts/${id}`, undefined, {});
    expect(shown.headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("say 404 for what is not there", async () => {
    expect((await s.call("GET", "/app/contacts/1", undefined, {})).status).toBe(404);
    expect((await s.call("GET", "/app/contacts/none", undefined, {})).status).toBe(404);
  });
});
