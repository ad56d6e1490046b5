import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
beforeEach(async () => (s = await enginyAndCaller()));
afterEach(() => s.close());

describe("the search of companies", () => {
  it("finds them by name or domain and shows all of one", async () => {
    s.sandbox.companies.create({ name: "Other", domain: "other.test" });
    s.sandbox.companies.create({ name: "Acme Demo SAS", domain: "acme-demo.test", numberOfEmployees: 12 });
    const { body } = await s.search("companies", { search: "ACME-demo" });
    expect(body.meta).toEqual({ page: 1, pageSize: 25, total: 1 });
    expect(Object.keys(body.data[0]!).sort()).toEqual(
      [
        ...["id", "name", "domain", "website", "companyLinkedInUrl", "industry", "numberOfEmployees"],
        ...["description", "country", "city", "companyCRMId", "isInCRM", "createdAt", "updatedAt"],
      ].sort(),
    );
    expect(body.data[0]).toMatchObject({ name: "Acme Demo SAS", numberOfEmployees: 12, isInCRM: false });
  });

  it("restricts and pages as that of contacts does", async () => {
    for (const crm of ["a", null, "b"]) s.sandbox.companies.create({ name: "C", companyCRMId: crm });
    const { body } = await s.search("companies", { include: { isInCRM: [true] }, pageSize: 1, page: 2 });
    expect(body).toMatchObject({ data: [{ companyCRMId: "b" }], meta: { page: 2, pageSize: 1, total: 2 } });
    expect((await s.search("companies", { page: -1 })).status).toBe(400);
  });

  it("leaves who worked for a company that is gone without one", async () => {
    const company = s.sandbox.companies.create({ name: "Acme" });
    s.sandbox.contacts.create({ companyId: company.id });
    s.sandbox.companies.remove(company.id);
    expect((await s.search("contacts")).body.data[0]).toMatchObject({ companyId: null, company: null });
  });
});
