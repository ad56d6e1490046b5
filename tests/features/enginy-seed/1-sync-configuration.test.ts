import { companyDomain, companyDomainOrName } from "../../../core/mapping/defaults/company-identifiers";
import { linkedInOrNameAndCompany, nameAndCompany } from "../../../core/mapping/defaults/contact-identifiers";
import { EMPLOYER_NAME } from "../../../core/mapping/lookup-name";
import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import type { CompanyPolicy, MatchRules } from "../../../core/mapping/types";
import type { Values } from "../../../core/records";
import { enginy, fieldsOf, type Setup } from "../support/enginy";
import { EnginyWorld, line } from "../support/enginy-world";

jest.mock("../../../connector/systems/registry", () =>
  jest
    .requireActual("../support/enginy")
    .registryWithEnginy(jest.requireActual("../../../connector/systems/registry")),
);

// Step 1 of Enginy's set-up page: how contacts and companies are recognised, and how they are associated. Named after its rows.

const CONTACT = fieldsOf({
  first: "text",
  last: "text",
  company: "text",
  mail: "email",
  linkedIn: "url",
  domain: "domains",
});
const COMPANY = fieldsOf({ name: "text", domain: "domains", page: "url" });
const FIELDS = {
  firstName: "first",
  lastName: "last",
  company: "company",
  email: "mail",
  linkedIn: "linkedIn",
};
/** Dataverse has no column for a LinkedIn profile: this admin uses one of her own. */
const COLUMNS = { company: EMPLOYER_NAME, linkedIn: "ftpsiteurl" };

const contacts = (systemObject: string, matchRules: MatchRules, more: Partial<Setup> = {}): Setup => ({
  systemObject,
  table: "contact",
  fields: CONTACT,
  matchRules,
  lines: [line("first", "firstname"), line("last", "lastname"), line("company", "company")],
  ...more,
});
const companies = (systemObject: string, matchRules: MatchRules, more: Partial<Setup> = {}): Setup => ({
  systemObject,
  table: "account",
  fields: COMPANY,
  matchRules,
  lines: [line("name", "name"), line("domain", "websiteurl", { writeRule: "onlyWhenEmpty" })],
  ...more,
});

const NAMES: MatchRules[number] = [
  { systemField: "first", column: "firstname", comparison: "ignoreCase" },
  { systemField: "last", column: "lastname", comparison: "ignoreCase" },
];
const association = (change: Partial<CompanyPolicy>): Partial<Setup> => ({
  policies: {
    ...DEFAULT_POLICIES,
    companies: {
      identify: "domainOrName",
      fields: { name: "company", domain: ["domain", "mail"] },
      contactColumns: { name: "company", domain: ["emailaddress1"] },
      link: false,
      create: false,
      linkContacts: false,
      writeRule: "onlyWhenEmpty",
      ...change,
    },
  },
});

const SETUPS = [
  contacts("three-fields", nameAndCompany(FIELDS, COLUMNS)),
  contacts("linkedin-or-three-fields", linkedInOrNameAndCompany(FIELDS, COLUMNS)),
  contacts("custom", [NAMES, [{ systemField: "mail", column: "emailaddress1", comparison: "email" }]]),
  contacts("not-associated", [NAMES], association({ link: false })),
  contacts("associated", [NAMES], association({ link: true })),
  contacts("associated-and-created", [NAMES], association({ link: true, create: true })),
  companies("domain", companyDomain({ domain: "domain" })),
  companies("domain-or-name", companyDomainOrName({ name: "name", domain: "domain" })),
  companies("custom-company", [
    ...companyDomain({ domain: "domain" }),
    [{ systemField: "page", column: "ftpsiteurl", comparison: "url" }],
  ]),
  companies("with-contacts", [[{ systemField: "name", column: "name", comparison: "name" }]], {
    ...association({ linkContacts: true, fields: { name: "name", domain: ["domain"] } }),
  }),
];

/** One record, the row that is there already, and whether they are the same. */
type Case = readonly [what: string, record: Values, row: Values, same: boolean];

const THREE = { first: "Ines", last: "Vasseur", company: "Acme" };
/** `account`: the name of the account the contact works for. */
const ROW = { firstname: "Ines", account: "ACME" };

/** Every case has a last name of its own, so that no two are in each other's way. */
const CONTACT_CASES: Readonly<Record<string, readonly Case[]>> = {
  "three-fields": [
    ["all three fields are the same", THREE, ROW, true],
    ["accents and case aside", { ...THREE, first: "INÈS" }, ROW, true],
    ["another first name", THREE, { ...ROW, firstname: "Ina" }, false],
    ["another company", THREE, { ...ROW, account: "Bolt" }, false],
    ["no company in Dynamics", THREE, { ...ROW, account: null }, false],
  ],
  "linkedin-or-three-fields": [
    [
      "the profile URL is the same",
      { ...THREE, linkedIn: "https://www.linkedin.com/in/ines-1/" },
      { firstname: "Agnès", account: "Bolt", ftpsiteurl: "https://linkedin.com/in/ines-1" },
      true,
    ],
    ["all three fields match", THREE, ROW, true],
    [
      "neither is the same",
      { ...THREE, linkedIn: "https://www.linkedin.com/in/ines-2" },
      { ...ROW, account: "Bolt", ftpsiteurl: "https://linkedin.com/in/somebody-else" },
      false,
    ],
  ],
  custom: [
    ["First Name AND Last Name", { first: "ines", mail: "a@acme.example" }, { firstname: "Ines" }, true],
    [
      "OR by Professional Email",
      { first: "Agnès", mail: "I@Acme.example" },
      { firstname: "Ines", lastname: "Somebody Else", emailaddress1: "i@acme.example" },
      true,
    ],
    [
      "neither",
      { first: "Agnès", mail: "agnes@acme.example" },
      { firstname: "Ines", emailaddress1: "ines@acme.example" },
      false,
    ],
  ],
};

const COMPANY_CASES: Readonly<Record<string, readonly Case[]>> = {
  domain: [
    [
      "the domain is the same",
      { domain: "d1.example" },
      { websiteurl: "https://www.d1.example/about" },
      true,
    ],
    ["only the name is the same", { name: "Same Name", domain: "d2.example" }, { name: "Same Name" }, false],
    ["another ending is another company", { domain: "d3.com" }, { websiteurl: "https://d3.es" }, false],
  ],
  "domain-or-name": [
    ["the domain is the same", { domain: "dn1.example" }, { websiteurl: "dn1.example" }, true],
    ["the name is the same", { name: "Nordlicht", domain: "dn2.example" }, { name: "NORDLICHT" }, true],
    [
      "neither is",
      { name: "Süd", domain: "dn3.example" },
      { name: "West", websiteurl: "dn4.example" },
      false,
    ],
  ],
  "custom-company": [
    ["Domain", { domain: "c1.example" }, { websiteurl: "https://c1.example" }, true],
    [
      "OR Company LinkedIn URL",
      { domain: "c2.example", page: "linkedin.com/company/c2" },
      { ftpsiteurl: "https://fr.linkedin.com/company/C2/" },
      true,
    ],
    [
      "neither",
      { domain: "c3.example", page: "linkedin.com/company/c3" },
      { websiteurl: "c4.example" },
      false,
    ],
  ],
};

describe("Enginy's set-up, Step 1: Sync Configuration", () => {
  let world: EnginyWorld;
  const rows = new Map<string, string>();

  const worksFor = async ({ account, ...row }: Values): Promise<object> => {
    if (typeof account !== "string") return row;
    const id = await world.row("accounts", { name: account });
    return { ...row, "parentcustomerid_account@odata.bind": `/accounts(${id})` };
  };

  beforeAll(async () => {
    world = await EnginyWorld.start(SETUPS);
    for (const [object, cases] of Object.entries(CONTACT_CASES)) {
      for (const [at, [, record, row]] of cases.entries()) {
        const lastname = `${object} ${at}`;
        enginy.put(object, `${at}`, { ...record, last: lastname });
        rows.set(`${object}/${at}`, await world.row("contacts", { lastname, ...(await worksFor(row)) }));
      }
    }
    for (const [object, cases] of Object.entries(COMPANY_CASES)) {
      for (const [at, [, record, row]] of cases.entries()) {
        enginy.put(object, `${at}`, { name: `${object} ${at}`, ...record });
        rows.set(`${object}/${at}`, await world.row("accounts", { name: `Row of ${object} ${at}`, ...row }));
      }
    }
    for (const object of [...Object.keys(CONTACT_CASES), ...Object.keys(COMPANY_CASES)])
      await world.sync(object);
  });
  afterAll(() => world?.close());

  const check = (object: string, at: number, same: boolean) => (): void => {
    const joined = world.rowOf(object, `${at}`);
    expect(joined).toBeDefined();
    if (same) expect(joined).toBe(rows.get(`${object}/${at}`));
    else expect([...rows.values()]).not.toContain(joined);
  };

  describe.each([
    ["First name + Last name + Company name", "three-fields"],
    ["LinkedIn profile URL OR First name + Last name + Company name", "linkedin-or-three-fields"],
    ["Custom Mapping", "custom"],
  ])("Contact Identifier: %s", (_row, object) => {
    for (const [at, [what, , , same]] of CONTACT_CASES[object]!.entries())
      it(`${what}: ${same ? "linked" : "a contact of its own"}`, check(object, at, same));
  });

  describe.each([
    ["Domain", "domain"],
    ["Domain or Company Name", "domain-or-name"],
    ["Custom Mapping", "custom-company"],
  ])("Company Identifier: %s", (_row, object) => {
    for (const [at, [what, , , same]] of COMPANY_CASES[object]!.entries())
      it(`${what}: ${same ? "linked" : "an account of its own"}`, check(object, at, same));
  });

  it("prevent duplicates: a second sync links the same rows again and creates none", async () => {
    const before = world.dynamics.rows("contact").length + world.dynamics.rows("account").length;
    for (const object of [...Object.keys(CONTACT_CASES), ...Object.keys(COMPANY_CASES)])
      expect((await world.sync(object)).counts).toMatchObject({ created: 0, failed: 0 });
    expect(world.dynamics.rows("contact").length + world.dynamics.rows("account").length).toBe(before);
  });

  it("several rows that could be it become an issue with the candidates, and none is linked", async () => {
    const twins = [
      await world.row("contacts", await worksFor({ firstname: "Twin", lastname: "Two", account: "Acme" })),
      await world.row("contacts", await worksFor({ firstname: "Twin", lastname: "Two", account: "Acme" })),
    ];
    enginy.put("three-fields", "twin", { first: "Twin", last: "Two", company: "Acme" });
    expect((await world.sync("three-fields")).counts).toMatchObject({ created: 0, skipped: 1 });
    expect(world.rowOf("three-fields", "twin")).toBeUndefined();
    const issue = world.dynamics.rows("wave_issue").find(({ values }) => values.wave_externalid === "twin")!;
    expect(issue.values.wave_code).toBe("MATCH_AMBIGUOUS");
    const details = JSON.parse(issue.values.wave_details as string) as { candidates: { id: string }[] };
    expect(details.candidates.map(({ id }) => id).sort()).toEqual([...twins].sort());
  });

  describe("General: When exporting contacts, associate them with companies in Dynamics", () => {
    const parentOf = (object: string, id: string): string | undefined =>
      (world.stored("contact", world.rowOf(object, id)!).parentcustomerid as { id: string } | null)?.id;
    let acme: string;

    beforeAll(async () => {
      acme = await world.row("accounts", { name: "Assoc AG", websiteurl: "https://assoc.example" });
      const people = {
        byDomain: { first: "By", last: "Domain", mail: "by@assoc.example" },
        byName: { first: "By", last: "Name", company: "assoc ag" },
        unknown: { first: "Un", last: "Known", company: "Nowhere KG", domain: "nowhere.example" },
      };
      for (const object of ["not-associated", "associated", "associated-and-created"]) {
        for (const [id, values] of Object.entries(people))
          enginy.put(object, id, { ...values, first: `${values.first} ${object}` });
        await world.sync(object);
      }
    });

    it("enabled: linked to their companies, by domain or by name", () => {
      expect(parentOf("associated", "byDomain")).toBe(acme);
      expect(parentOf("associated", "byName")).toBe(acme);
    });

    it("enabled, and no company fits: left alone, or one is created when the admin wants that", () => {
      expect(parentOf("associated", "unknown")).toBeUndefined();
      const created = parentOf("associated-and-created", "unknown")!;
      expect(world.stored("account", created)).toMatchObject({ name: "Nowhere KG" });
    });

    it("disabled: left alone", () => {
      for (const id of ["byDomain", "byName", "unknown"])
        expect(parentOf("not-associated", id)).toBeUndefined();
    });
  });

  describe("General: When exporting companies, associate them with contacts in Dynamics", () => {
    it("enabled: companies are linked to their related contacts, and nobody is taken from another", async () => {
      const other = await world.row("accounts", { name: "Somebody Else" });
      const ours = await world.row("contacts", { lastname: "Ours", emailaddress1: "ours@related.example" });
      const taken = await world.row("contacts", {
        lastname: "Taken",
        emailaddress1: "taken@related.example",
        "parentcustomerid_account@odata.bind": `/accounts(${other})`,
      });
      const stranger = await world.row("contacts", { lastname: "Stranger", emailaddress1: "s@else.example" });
      enginy.put("with-contacts", "related", { name: "Related SA", domain: "related.example" });
      expect((await world.sync("with-contacts")).counts).toMatchObject({ created: 1 });
      const account = world.rowOf("with-contacts", "related");
      const parent = (id: string) =>
        (world.stored("contact", id).parentcustomerid as { id: string } | null)?.id;
      expect([parent(ours), parent(taken), parent(stranger)]).toEqual([account, other, undefined]);
    });
  });
});
