import { CAMPAIGN_FIELDS } from "../../../core/mapping/campaign-fields";
import { companyDomain, companyDomainOrName } from "../../../core/mapping/defaults/company-identifiers";
import { linkedInOrNameAndCompany } from "../../../core/mapping/defaults/contact-identifiers";
import type { MatchRules } from "../../../core/mapping/types";
import { validateMatchRules } from "../../../core/mapping/validate-match-rules";
import { compileMatchRules } from "../../../core/match/compile";
import { matchRecords } from "../../../core/match/match-records";
import { writesOf } from "../../../core/plan/apply";
import type { PlanInput } from "../../../core/plan/input";
import { planRecord } from "../../../core/plan/plan-record";
import type { Values } from "../../../core/records";
import { CONTACT_COLUMNS, line, mapping, record, row } from "../support/contact";

const FIELDS = {
  firstName: "first",
  lastName: "last",
  company: "companyName",
  email: "mail",
  linkedIn: "linkedIn",
};
const COLUMNS = { company: "parentcustomerid.name", linkedIn: "wave_linkedin" };

function kind(rules: MatchRules, system: Values, values: Values): string | undefined {
  const compiled = compileMatchRules({ matchRules: rules, lines: [] });
  return matchRecords({ rules: compiled, records: [record(system)], rows: [row(values)] }).get("clx1")?.kind;
}

const INES: Values = {
  first: "Ines",
  last: "Vasseur",
  companyName: "Acme",
  linkedIn: "https://www.linkedin.com/in/ines-v/",
};
const ROW: Values = {
  firstname: "Ines",
  lastname: "Vasseur",
  "parentcustomerid.name": "ACME",
  wave_linkedin: "linkedin.com/in/ines-v",
};

describe("Step 1, Contact Identifier", () => {
  test("LinkedIn profile URL OR First name + Last name + Company name: either is enough", () => {
    const rules = linkedInOrNameAndCompany(FIELDS, COLUMNS);
    expect(kind(rules, INES, { ...ROW, lastname: "Roy" })).toBe("one");
    expect(kind(rules, INES, { ...ROW, wave_linkedin: null })).toBe("one");
    expect(kind(rules, INES, { ...ROW, wave_linkedin: null, lastname: "Roy" })).toBe("none");
    expect(() => linkedInOrNameAndCompany(FIELDS, { company: "company" })).toThrow(RangeError);
  });

  test("Custom Mapping: First Name AND Last Name, OR by Professional Email", () => {
    const names: MatchRules[number] = [
      { systemField: "first", column: "firstname", comparison: "exact" },
      { systemField: "last", column: "lastname", comparison: "ignoreCase" },
    ];
    const email: MatchRules[number] = [{ systemField: "mail", column: "emailaddress1", comparison: "email" }];
    const rules: MatchRules = [names, email];
    expect(validateMatchRules(rules, "contact")).toEqual([]);
    expect(kind(rules, { first: "Ines", last: "VASSEUR" }, { firstname: "Ines", lastname: "Vasseur" })).toBe(
      "one",
    );
    expect(
      kind(
        rules,
        { mail: "I@a.example", last: "Vasseur" },
        { emailaddress1: "i@A.example", lastname: "vasseur" },
      ),
    ).toBe("one");
    expect(
      kind(
        rules,
        { mail: "i@a.example", last: "Vasseur" },
        { emailaddress1: "i@a.example", lastname: "Roy" },
      ),
    ).toBe("one");
    expect(
      kind(
        rules,
        { mail: "i@a.example", last: "Vasseur" },
        { emailaddress1: "j@a.example", lastname: "Roy" },
      ),
    ).toBe("none");
  });
});

describe("Step 1, Company Identifier", () => {
  const fields = { name: "name", domain: "domain" };
  const acme: Values = { name: "Acme", domain: "acme.com" };

  test("Domain", () => {
    const rules = companyDomain(fields);
    expect(validateMatchRules(rules, "account")).toEqual([]);
    expect(kind(rules, acme, { websiteurl: "https://www.acme.com/contact" })).toBe("one");
    expect(kind(rules, acme, { websiteurl: "https://acme.es" })).toBe("none");
    expect(kind(rules, { domain: "gmail.com" }, { websiteurl: "gmail.com" })).toBe("none");
  });

  test("Domain, ignoring the ending", () => {
    expect(kind(companyDomain(fields, true), acme, { websiteurl: "https://acme.es" })).toBe("one");
  });

  test("Domain or Company Name", () => {
    const rules = companyDomainOrName(fields);
    expect(kind(rules, acme, { name: "ACME", websiteurl: null })).toBe("one");
    expect(kind(rules, acme, { name: "Else", websiteurl: "acme.com" })).toBe("one");
    expect(kind(rules, acme, { name: "Else", websiteurl: "else.example" })).toBe("none");
  });

  test("Custom Mapping: Domain OR Company LinkedIn URL", () => {
    const rules: MatchRules = [
      ...companyDomain(fields),
      [{ systemField: "page", column: "wave_linkedin", comparison: "url" }],
    ];
    expect(
      kind(
        rules,
        { page: "linkedin.com/company/acme" },
        { wave_linkedin: "https://fr.linkedin.com/company/Acme/" },
      ),
    ).toBe("one");
  });
});

function plan(change: Partial<PlanInput>) {
  return planRecord({
    mapping: mapping({ lines: [] }),
    system: record({ jobTitle: "CFO" }),
    row: row({ jobtitle: "Buyer", externaluseridentifier: "wavecnct_clx1" }),
    base: null,
    columns: CONTACT_COLUMNS,
    direction: "both",
    ...change,
  });
}

describe("Step 2, Field Types", () => {
  const own = (change: Parameters<typeof line>[2]) =>
    mapping({ lines: [line("l", "jobtitle", { direction: "toDataverse", ...change })] });

  test("Engagement Fields: populated when an activity is created", () => {
    const touched = own({ kind: "engagement", systemField: undefined, value: "Contacted" });
    expect(writesOf(plan({ mapping: touched, engagement: true })).dataverse).toEqual({
      jobtitle: "Contacted",
    });
    expect(writesOf(plan({ mapping: touched })).dataverse).toEqual({});
  });
});

describe("Step 3, Campaign Mapping", () => {
  test("campaign properties are read, never written back", () => {
    for (const field of Object.values(CAMPAIGN_FIELDS)) expect(field.readOnly).toBe(true);
  });
});
