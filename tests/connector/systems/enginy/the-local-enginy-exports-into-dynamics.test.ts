import { generateEnginySamples } from "../../../../local/samples";
import { startCustomCrm, type CustomCrm } from "./support/custom-crm";

describe("Enginy exports contacts as it does to any CRM, in its own order of calls", () => {
  let crm: CustomCrm;
  beforeAll(async () => {
    crm = await startCustomCrm();
    crm.enginy.load(generateEnginySamples(12, 5));
    await crm.enginy.crm.connect({
      baseUrl: crm.url,
      apiKey: crm.key,
      apiKeyHeader: "X-API-Key",
      contactLinkTemplate: null,
      companyLinkTemplate: null,
    });
  });
  afterAll(async () => crm?.close());

  const exportAll = () => crm.enginy.crm.export(crm.enginy.contacts.all().map(({ id }) => id));
  const rowsOf = (table: string) => new Map(crm.rows(table).map((row) => [row.id, row.values]));
  const counts = () => [crm.rows("contact").length, crm.rows("account").length];

  let batch = 0;
  /** People that nobody knows yet, with their companies. */
  const addPeople = () => {
    batch += 1;
    const domain = (at: number) => `other-${batch}-${at}.example`;
    const samples = generateEnginySamples(6, batch);
    const companies = samples.companies.map((company, at) =>
      crm.enginy.companies.create({
        ...company,
        name: `Other ${batch} ${at}`,
        domain: domain(at),
        website: null,
      }),
    );
    for (const [at, { company, ...contact }] of samples.contacts.entries())
      crm.enginy.contacts.create({
        ...contact,
        lastName: `Other ${batch} ${at}`,
        professionalEmail: `person.${at}@${domain(company!)}`,
        linkedInProfileUrl: `https://www.linkedin.com/in/demo-other-${batch}-${at}`,
        companyId: companies[company!]!.id,
        campaigns: [],
      });
    return { contacts: samples.contacts.length, companies: companies.length };
  };

  /** Everybody is in Dynamics, in the row whose id Enginy was told, with the account of the company. */
  const expectEverybodyThere = () => {
    const [contacts, accounts] = [rowsOf("contact"), rowsOf("account")];
    for (const { companyId, contactCRMId, firstName, lastName } of crm.enginy.contacts.all()) {
      const employer = crm.enginy.companies.get(companyId!);
      const row = contacts.get(contactCRMId ?? "");
      expect(row).toMatchObject({ firstname: firstName, lastname: lastName });
      expect(row!.parentcustomerid).toMatchObject({ id: employer.companyCRMId });
      expect(accounts.get(employer.companyCRMId!)).toMatchObject({ name: employer.name });
    }
  };

  it("everybody is made with the company they work for", async () => {
    expect(await crm.enginy.crm.test(crm.enginy.crm.settings!)).toBe(true);
    await exportAll();
    expectEverybodyThere();
  });

  it("the same again makes nobody, and brings what changed", async () => {
    const before = counts();
    const { contactCRMId, id } = crm.enginy.contacts.all()[0]!;
    crm.enginy.contacts.update(id, { jobTitle: "Chief Buyer" });
    await exportAll();
    expect(counts()).toEqual(before);
    expect(rowsOf("contact").get(contactCRMId!)).toMatchObject({ jobtitle: "Chief Buyer" });
  });

  const CALLS = [
    "POST /companies/sync",
    "POST /companies",
    "POST /contacts",
    "PUT /companies",
    "POST /associations",
  ];
  it.each(CALLS)("%s twice at once, and its answer lost, makes nobody twice", async (only) => {
    const before = counts();
    const added = addPeople();
    crm.enginy.crm.client.setFaults({ twice: 2, loseAnswers: 1, only });
    await exportAll();
    expectEverybodyThere();
    expect(counts()).toEqual([before[0]! + added.contacts, before[1]! + added.companies]);
  });

  it("whom Enginy gave up on, having heard nothing, is made once by its next export", async () => {
    const before = counts();
    const added = addPeople();
    crm.enginy.crm.client.setFaults({ twice: 0, loseAnswers: 3, only: "POST /contacts" });
    await exportAll();
    expect(crm.enginy.contacts.all().some(({ contactCRMId }) => contactCRMId === null)).toBe(true);
    await exportAll();
    expectEverybodyThere();
    expect(counts()).toEqual([before[0]! + added.contacts, before[1]! + added.companies]);
  });
});
