import { contact } from "../../../core/generated/schema";
import { companyDomain, companyDomainOrName } from "../../../core/mapping/defaults/company-identifiers";
import { linkedInOrNameAndCompany, nameAndCompany } from "../../../core/mapping/defaults/contact-identifiers";
import { EMPLOYER_NAME } from "../../../core/mapping/lookup-name";
import type { CompanyPolicy, MatchRules } from "../../../core/mapping/types";
import type { CompanyInput, ContactInput } from "../../../local/sandboxes/enginy";
import { EnginyWorld, line, type SetUp } from "../support/enginy-world";

// Step 1 of Enginy's set-up page: how contacts and companies are recognised, and how they are associated. Named after its rows.

const FIELDS = {
  firstName: "firstName",
  lastName: "lastName",
  company: "companyName",
  email: "professionalEmail",
  linkedIn: "linkedInProfileUrl",
};
/** Dataverse has no column for a LinkedIn profile: the solution brings one. */
const COLUMNS = { company: EMPLOYER_NAME, linkedIn: contact.columns.linkedinurl };

const contacts = (matchRules: MatchRules, companies?: Partial<CompanyPolicy>): SetUp => ({
  matchRules,
  lines: [line("firstName", "firstname"), line("lastName", "lastname")],
  policies: companies ? association(companies) : {},
});
const companies = (matchRules: MatchRules, policies: SetUp["policies"] = {}): SetUp => ({
  matchRules,
  lines: [line("name", "name"), line("domain", "websiteurl", { writeRule: "onlyWhenEmpty" })],
  policies,
});

const NAMES: MatchRules[number] = [
  { systemField: "firstName", column: "firstname", comparison: "ignoreCase" },
  { systemField: "lastName", column: "lastname", comparison: "ignoreCase" },
];
const association = (change: Partial<CompanyPolicy>): SetUp["policies"] => ({
  companies: {
    identify: "domainOrName",
    fields: { name: "companyName", domain: ["companyDomain", "professionalEmail"] },
    contactColumns: { name: "company", domain: ["emailaddress1"] },
    link: false,
    create: false,
    linkContacts: false,
    writeRule: "onlyWhenEmpty",
    ...change,
  },
});

interface Company {
  readonly name: string;
  readonly domain?: string;
}

/** What somebody is at Enginy, the row that is there already, and whether they are the same. `account`: whom the row works for. */
type ContactCase = readonly [
  what: string,
  record: ContactInput & { readonly company?: string },
  row: Readonly<Record<string, string | null>>,
  same: boolean,
];
type CompanyCase = readonly [
  what: string,
  record: CompanyInput,
  row: Readonly<Record<string, string>>,
  same: boolean,
];

const THREE = { firstName: "Ines", company: "Acme" };
const ROW = { firstname: "Ines", account: "ACME" };

interface Identifier<C> {
  readonly name: string;
  readonly rules: MatchRules;
  readonly cases: readonly C[];
}

/** Every case has a last name of its own, so that no two are in each other's way. */
const CONTACT_IDENTIFIERS: readonly Identifier<ContactCase>[] = [
  {
    name: "First name + Last name + Company name",
    rules: nameAndCompany(FIELDS, COLUMNS),
    cases: [
      ["all three fields are the same", THREE, ROW, true],
      ["accents and case aside", { ...THREE, firstName: "INÈS" }, ROW, true],
      ["another first name", THREE, { ...ROW, firstname: "Ina" }, false],
      ["another company", THREE, { ...ROW, account: "Bolt" }, false],
      ["no company in Dynamics", THREE, { ...ROW, account: null }, false],
    ],
  },
  {
    name: "LinkedIn profile URL OR First name + Last name + Company name",
    rules: linkedInOrNameAndCompany(FIELDS, COLUMNS),
    cases: [
      [
        "the profile URL is the same",
        { ...THREE, linkedInProfileUrl: "https://www.linkedin.com/in/ines-1/" },
        { firstname: "Agnès", account: "Bolt", wave_linkedinurl: "https://linkedin.com/in/ines-1" },
        true,
      ],
      ["all three fields match", THREE, ROW, true],
      [
        "neither is the same",
        { ...THREE, linkedInProfileUrl: "https://www.linkedin.com/in/ines-2" },
        { ...ROW, account: "Bolt", wave_linkedinurl: "https://linkedin.com/in/somebody-else" },
        false,
      ],
    ],
  },
  {
    name: "Custom Mapping",
    rules: [NAMES, [{ systemField: "professionalEmail", column: "emailaddress1", comparison: "email" }]],
    cases: [
      [
        "First Name AND Last Name",
        { firstName: "ines", professionalEmail: "a@acme.example" },
        { firstname: "Ines" },
        true,
      ],
      [
        "OR by Professional Email",
        { firstName: "Agnès", professionalEmail: "I@Acme.example" },
        { firstname: "Ines", lastname: "Somebody Else", emailaddress1: "i@acme.example" },
        true,
      ],
      [
        "neither",
        { firstName: "Agnès", professionalEmail: "agnes@acme.example" },
        { firstname: "Ines", emailaddress1: "ines@acme.example" },
        false,
      ],
    ],
  },
];

const COMPANY_IDENTIFIERS: readonly Identifier<CompanyCase>[] = [
  {
    name: "Domain",
    rules: companyDomain({ domain: "domain" }),
    cases: [
      [
        "the domain is the same",
        { domain: "d1.example" },
        { websiteurl: "https://www.d1.example/about" },
        true,
      ],
      [
        "only the name is the same",
        { name: "Same Name", domain: "d2.example" },
        { name: "Same Name" },
        false,
      ],
      ["another ending is another company", { domain: "d3.com" }, { websiteurl: "https://d3.es" }, false],
    ],
  },
  {
    name: "Domain or Company Name",
    rules: companyDomainOrName({ name: "name", domain: "domain" }),
    cases: [
      ["the domain is the same", { domain: "dn1.example" }, { websiteurl: "dn1.example" }, true],
      ["the name is the same", { name: "Nordlicht", domain: "dn2.example" }, { name: "NORDLICHT" }, true],
      [
        "neither is",
        { name: "Süd", domain: "dn3.example" },
        { name: "West", websiteurl: "dn4.example" },
        false,
      ],
    ],
  },
  {
    name: "Custom Mapping",
    rules: [
      ...companyDomain({ domain: "domain" }),
      [{ systemField: "companyLinkedInUrl", column: "wave_linkedinurl", comparison: "url" }],
    ],
    cases: [
      ["Domain", { domain: "c1.example" }, { websiteurl: "https://c1.example" }, true],
      [
        "OR Company LinkedIn URL",
        { domain: "c2.example", companyLinkedInUrl: "linkedin.com/company/c2" },
        { wave_linkedinurl: "https://fr.linkedin.com/company/C2/" },
        true,
      ],
      [
        "neither",
        { domain: "c3.example", companyLinkedInUrl: "linkedin.com/company/c3" },
        { websiteurl: "c4.example" },
        false,
      ],
    ],
  },
];

describe("Enginy's set-up, Step 1: Sync Configuration", () => {
  let world: EnginyWorld;
  const known = new Map<string, number>();

  /** A contact at Enginy, and the company there that it works for. */
  const contact = ({ company, ...values }: ContactInput & { readonly company?: string | Company }) => {
    if (company === undefined) return world.contact(values);
    const { name, domain } = typeof company === "string" ? { name: company } : company;
    const companyId = known.get(name) ?? world.enginy.companies.create({ name, domain: domain ?? null }).id;
    known.set(name, companyId);
    return world.contact({ ...values, companyId });
  };
  /** A contact here, and the account that it works for. */
  const contactRow = async ({ account, ...values }: Readonly<Record<string, string | null>>) => {
    if (typeof account !== "string") return world.row("contacts", values);
    const id = await world.row("accounts", { name: account });
    return world.row("contacts", { ...values, "parentcustomerid_account@odata.bind": `/accounts(${id})` });
  };
  const rowsThere = () => world.dynamics.rows("contact").length + world.dynamics.rows("account").length;

  beforeAll(async () => {
    world = await EnginyWorld.start();
  });
  afterAll(() => world?.close());

  describe.each(CONTACT_IDENTIFIERS)("Contact Identifier: $name", ({ name, rules, cases }) => {
    const joined: { readonly id: string; readonly row: string }[] = [];
    beforeAll(async () => {
      await world.map("contact", contacts(rules));
      for (const [at, [, record, row]] of cases.entries()) {
        const lastname = `${name.length} ${at}`;
        const there = await contactRow({ lastname, ...row });
        joined.push({ id: contact({ ...record, lastName: lastname }), row: there });
      }
      await world.sync("contact");
    });

    it.each(cases.map(([what, , , same], at) => ({ what, same, at })))(
      "$what: the same is $same",
      ({ same, at }) => {
        const linked = world.rowOf("contact", joined[at]!.id);
        expect(linked).toBeDefined();
        if (same) expect(linked).toBe(joined[at]!.row);
        else expect(joined.map(({ row }) => row)).not.toContain(linked);
      },
    );

    it("prevent duplicates: a second sync links the same rows again and creates none", async () => {
      const before = rowsThere();
      expect((await world.sync("contact")).counts).toMatchObject({ created: 0, failed: 0 });
      expect(rowsThere()).toBe(before);
    });
  });

  it("several rows that could be it become an issue with the candidates, and none is linked", async () => {
    const twin = { firstname: "Twin", lastname: "Two", account: "Twin Works" };
    const twins = [await contactRow(twin), await contactRow(twin)];
    await world.map("contact", contacts(nameAndCompany(FIELDS, COLUMNS)));
    const id = contact({ firstName: "Twin", lastName: "Two", company: "Twin Works" });
    expect((await world.sync("contact")).counts).toMatchObject({ created: 0, skipped: 1 });
    expect(world.rowOf("contact", id)).toBeUndefined();
    const issue = world.dynamics.rows("wave_issue").find(({ values }) => values.wave_externalid === id)!;
    expect(issue.values.wave_code).toBe("MATCH_AMBIGUOUS");
    const details = JSON.parse(issue.values.wave_details as string) as { candidates: { id: string }[] };
    expect(details.candidates.map(({ id: candidate }) => candidate).sort()).toEqual([...twins].sort());
  });

  describe("General: When exporting contacts, associate them with companies in Dynamics", () => {
    type Person = "byDomain" | "byName" | "unknown";
    let acme: string;

    /** Three new people, synced by a mapping that says this of companies; gives each one's account. */
    async function accountsOf(first: string, policy: Partial<CompanyPolicy>) {
      await world.map("contact", contacts([NAMES], policy));
      const people: Readonly<Record<Person, string>> = {
        byDomain: contact({ firstName: first, lastName: "Domain", professionalEmail: "by@assoc.example" }),
        byName: contact({ firstName: first, lastName: "Name", company: "assoc ag" }),
        unknown: contact({
          firstName: first,
          lastName: "Known",
          company: { name: "Nowhere KG", domain: "nowhere.example" },
        }),
      };
      await world.sync("contact");
      return (person: Person): string | undefined => {
        const row = world.stored("contact", world.rowOf("contact", people[person])!);
        return (row.parentcustomerid as { readonly id: string } | null)?.id;
      };
    }

    beforeAll(async () => {
      acme = await world.row("accounts", { name: "Assoc AG", websiteurl: "https://assoc.example" });
    });

    it("disabled: left alone", async () => {
      const accountOf = await accountsOf("Left", { link: false });
      for (const person of ["byDomain", "byName", "unknown"] as const)
        expect(accountOf(person)).toBeUndefined();
    });

    it("enabled: linked to their companies, by domain or by name; where none fits, left alone", async () => {
      const accountOf = await accountsOf("Linked", { link: true });
      expect(accountOf("byDomain")).toBe(acme);
      expect(accountOf("byName")).toBe(acme);
      expect(accountOf("unknown")).toBeUndefined();
    });

    it("enabled, and no company fits: one is created when the admin wants that", async () => {
      const accountOf = await accountsOf("Created", { link: true, create: true });
      expect(world.stored("account", accountOf("unknown")!)).toMatchObject({ name: "Nowhere KG" });
    });
  });

  describe.each(COMPANY_IDENTIFIERS)("Company Identifier: $name", ({ name, rules, cases }) => {
    const joined: { readonly id: string; readonly row: string }[] = [];
    beforeAll(async () => {
      await world.map("company", companies(rules));
      for (const [at, [, record, row]] of cases.entries()) {
        const there = await world.row("accounts", { name: `Row of ${name} ${at}`, ...row });
        joined.push({ id: world.company({ name: `${name} ${at}`, ...record }), row: there });
      }
      await world.sync("company");
    });

    it.each(cases.map(([what, , , same], at) => ({ what, same, at })))(
      "$what: the same is $same",
      ({ same, at }) => {
        const linked = world.rowOf("company", joined[at]!.id);
        expect(linked).toBeDefined();
        if (same) expect(linked).toBe(joined[at]!.row);
        else expect(joined.map(({ row }) => row)).not.toContain(linked);
      },
    );

    it("prevent duplicates: a second sync links the same rows again and creates none", async () => {
      const before = rowsThere();
      expect((await world.sync("company")).counts).toMatchObject({ created: 0, failed: 0 });
      expect(rowsThere()).toBe(before);
    });
  });

  describe("General: When exporting companies, associate them with contacts in Dynamics", () => {
    /** A company that comes, and rows that work for it by their addresses; gives whose they are then. */
    async function sync(called: string, linkContacts: boolean) {
      const other = await world.row("accounts", { name: `Somebody else than ${called}` });
      const person = (lastname: string, more: Readonly<Record<string, string>> = {}) =>
        world.row("contacts", { lastname, emailaddress1: `${lastname}@${called}.example`, ...more });
      const ours = await person("ours");
      const taken = await person("taken", { "parentcustomerid_account@odata.bind": `/accounts(${other})` });
      const stranger = await person("stranger", { emailaddress1: `s@not-${called}.example` });
      await world.map("company", {
        ...companies([[{ systemField: "name", column: "name", comparison: "name" }]]),
        policies: association({ linkContacts, fields: { name: "name", domain: ["domain"] } }),
      });
      const id = world.company({ name: `${called} SA`, domain: `${called}.example` });
      expect((await world.sync("company")).counts).toMatchObject({ created: 1 });
      const parent = (row: string) =>
        (world.stored("contact", row).parentcustomerid as { id: string } | null)?.id;
      return {
        ...{ account: world.rowOf("company", id), other },
        parents: [ours, taken, stranger].map(parent),
      };
    }

    it("enabled: companies are linked to their related contacts, and nobody is taken from another", async () => {
      const { account, other, parents } = await sync("related", true);
      expect(parents).toEqual([account, other, undefined]);
    });

    it("disabled: contacts are left alone, and what was enabled before stays as it is", async () => {
      const { other, parents } = await sync("unrelated", false);
      expect(parents).toEqual([undefined, other, undefined]);
      const [before] = world.dynamics
        .rows("contact")
        .filter(({ values }) => values.emailaddress1 === "ours@related.example");
      expect(before!.values.parentcustomerid).toMatchObject({ table: "account" });
    });
  });
});
