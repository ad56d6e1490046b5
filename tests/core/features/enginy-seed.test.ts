import { CAMPAIGN_FIELDS } from "../../../core/mapping/campaign-fields";
import { checkLine } from "../../../core/mapping/check/check-line";
import { companyDomain, companyDomainOrName } from "../../../core/mapping/defaults/company-identifiers";
import { linkedInOrNameAndCompany, nameAndCompany } from "../../../core/mapping/defaults/contact-identifiers";
import type { MatchRules } from "../../../core/mapping/types";
import { validateMatchRules } from "../../../core/mapping/validate-match-rules";
import { compileMatchRules } from "../../../core/match/compile";
import { matchRecords } from "../../../core/match/match-records";
import { writesOf } from "../../../core/plan/apply";
import type { PlanInput } from "../../../core/plan/input";
import { planRecord } from "../../../core/plan/plan-record";
import type { Values } from "../../../core/records";
import { createOwnerDirectory } from "../../../core/users/owner-directory";
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
  test("First name + Last name + Company name: all three must be the same", () => {
    const rules = nameAndCompany(FIELDS, COLUMNS);
    expect(kind(rules, INES, ROW)).toBe("one");
    for (const column of ["firstname", "lastname", "parentcustomerid.name"]) {
      expect(kind(rules, INES, { ...ROW, [column]: "Other" })).toBe("none");
      expect(kind(rules, INES, { ...ROW, [column]: null })).toBe("none");
    }
  });

  test("LinkedIn profile URL OR First name + Last name + Company name: either is enough", () => {
    const rules = linkedInOrNameAndCompany(FIELDS, COLUMNS);
    expect(kind(rules, INES, { ...ROW, lastname: "Roy" })).toBe("one");
    expect(kind(rules, INES, { ...ROW, wave_linkedin: null })).toBe("one");
    expect(kind(rules, INES, { ...ROW, wave_linkedin: null, lastname: "Roy" })).toBe("none");
    expect(() => linkedInOrNameAndCompany(FIELDS, { company: "company" })).toThrow(RangeError);
  });

  test("Custom Mapping: First Name AND Last Name, OR by Professional Email (with a name, never alone)", () => {
    const names: MatchRules[number] = [
      { systemField: "first", column: "firstname", comparison: "exact" },
      { systemField: "last", column: "lastname", comparison: "ignoreCase" },
    ];
    const email: MatchRules[number] = [{ systemField: "mail", column: "emailaddress1", comparison: "email" }];
    expect(validateMatchRules([names, email], "contact").map((problem) => problem.fault)).toEqual([
      "emailAlone",
    ]);
    const rules: MatchRules = [names, [...email, names[1]!]];
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

  test("Enginy Fields", () => {
    const fields = own({ systemField: "jobTitle", conflict: "system" });
    expect(writesOf(plan({ mapping: fields })).dataverse).toEqual({ jobtitle: "CFO" });
  });

  test("Fixed Value Fields: always the same static value", () => {
    const source = own({ kind: "fixed", systemField: undefined, value: "Enginy", conflict: "system" });
    expect(writesOf(plan({ mapping: source })).dataverse).toEqual({ jobtitle: "Enginy" });
  });

  test("Manual Export Fields: the value is given at the time of export", () => {
    const manual = own({ kind: "manual", systemField: undefined });
    expect(writesOf(plan({ mapping: manual, manual: { l: "Fair 2026" } })).dataverse).toEqual({
      jobtitle: "Fair 2026",
    });
    expect(writesOf(plan({ mapping: manual })).dataverse).toEqual({});
  });

  test("Engagement Fields: populated when an activity is created", () => {
    const touched = own({ kind: "engagement", systemField: undefined, value: "Contacted" });
    expect(writesOf(plan({ mapping: touched, engagement: true })).dataverse).toEqual({
      jobtitle: "Contacted",
    });
    expect(writesOf(plan({ mapping: touched })).dataverse).toEqual({});
  });
});

describe("Step 2, Mapping Options", () => {
  const option = (writeRule: "overwrite" | "onlyWhenEmpty") =>
    mapping({
      lines: [
        line("l", "jobtitle", {
          systemField: "jobTitle",
          direction: "toDataverse",
          conflict: "system",
          writeRule,
        }),
      ],
    });
  const rowWith = (jobtitle: string | null) => row({ jobtitle, externaluseridentifier: "wavecnct_clx1" });

  test("Enginy overwrites Dynamics", () => {
    expect(writesOf(plan({ mapping: option("overwrite"), row: rowWith("Buyer") })).dataverse).toEqual({
      jobtitle: "CFO",
    });
  });

  test("Sync with Dynamics: only when the destination field is empty", () => {
    expect(writesOf(plan({ mapping: option("onlyWhenEmpty"), row: rowWith("Buyer") })).dataverse).toEqual({});
    expect(writesOf(plan({ mapping: option("onlyWhenEmpty"), row: rowWith(null) })).dataverse).toEqual({
      jobtitle: "CFO",
    });
  });
});

describe("Step 3, Campaign Mapping", () => {
  test.each([
    ["Campaign Sequence Details", "campaignSequenceDetails", "1. e-mail\n2. visit", "description"],
    ["Campaign Engagement Status", "campaignEngagementStatus", "Replied", "jobtitle"],
    ["Sequence Status", "sequenceStatus", "Finished", "jobtitle"],
    ["Campaign Reply Analysis", "campaignReplyAnalysis", "1: no\n2: yes", "description"],
    ["Campaign Opens", "campaignOpens", 4, "numberofchildren"],
    ["Campaign Clicks", "campaignClicks", 2, "numberofchildren"],
    ["Campaign Open Analysis", "campaignOpenAnalysis", "1: yes", "description"],
    ["Campaign Click Analysis", "campaignClickAnalysis", "1: no", "description"],
    ["Campaign", "campaigns", "Spring, Fair 2026", "description"],
    ["Senders", "senders", "Ana, Ben", "description"],
    ["Activities", "activities", "21 Sep: e-mail", "description"],
    ["Conversation Tags", "conversationTags", "Interested, Later", "description"],
    ["Conversation Tags Categories", "conversationTagCategories", "POSITIVE, NEUTRAL", "description"],
  ])("%s", (_name, field, value, column) => {
    const campaign = line("c", column, {
      kind: "campaign",
      systemField: field,
      direction: "toDataverse",
      conflict: "system",
    });
    expect(checkLine(campaign, CONTACT_COLUMNS, CAMPAIGN_FIELDS).level).not.toBe("unsupported");
    const written = plan({ mapping: mapping({ lines: [campaign] }), system: record({ [field]: value }) });
    expect(writesOf(written).dataverse).toEqual({ [column]: value });
  });

  test("campaign properties are read, never written back", () => {
    for (const field of Object.values(CAMPAIGN_FIELDS)) expect(field.readOnly).toBe(true);
  });
});

describe("Step 4, User Mapping", () => {
  const user = (n: number) => ({
    id: `00000000-0000-4000-8000-00000000000${n}`,
    email: `u${n}@crm.example`,
    disabled: n === 3,
  });
  const owners = createOwnerDirectory({
    users: [1, 2, 3].map(user),
    mappings: [
      { externalId: "identity-12", userId: user(1).id },
      { externalId: "user-7", externalEmail: "someone@enginy.example", userId: user(2).id },
      { externalId: "identity-13", userId: user(3).id },
    ],
    defaultOwnerId: user(2).id,
  });

  test("Identities Mapping: the profile that runs a campaign stands for a Dynamics user", () => {
    expect(owners.ownerFor("identity-12")).toEqual({ userId: user(1).id, reason: "mapped" });
  });

  test("Users Mapping: the user's records are owned by the mapped Dynamics user", () => {
    expect(owners.ownerFor("someone@enginy.example")?.userId).toBe(user(2).id);
    expect(owners.ownerFor("user-7")?.userId).toBe(user(2).id);
  });

  test("Default CRM owner: for everybody who is not mapped, or mapped to a disabled user", () => {
    expect(owners.ownerFor("stranger@enginy.example")).toMatchObject({
      userId: user(2).id,
      reason: "defaultOwner",
    });
    expect(owners.ownerFor("identity-13")).toMatchObject({
      userId: user(2).id,
      reason: "defaultOwner",
      doubt: "disabled",
    });
  });
});
