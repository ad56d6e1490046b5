import { checkLine } from "../../../core/mapping/check/check-line";
import { checkMatchRules } from "../../../core/mapping/check/check-match-rules";
import type { Columns } from "../../../core/mapping/columns";
import { DocumentError } from "../../../core/mapping/document";
import {
  WAVE_CONTACT_FIELDS,
  WAVE_CONTACT_MATCH_RULES,
} from "../../../connector/systems/wave/contact-mapping";
import { parseFieldMap } from "../../../core/mapping/schema/field-map";
import type { Direction, MappingLine, MatchCondition } from "../../../core/mapping/types";
import { CONTACT_COLUMNS, line } from "../support/contact";

const COLUMNS: Columns = {
  ...CONTACT_COLUMNS,
  contactid: { name: "contactid", type: "uniqueIdentifier", notOnUpdate: true },
  statecode: { name: "statecode", type: "state" },
  createdon: { name: "createdon", type: "dateTime" },
  modifiedon: { name: "modifiedon", type: "dateTime" },
  wave_syncstatus: { name: "wave_syncstatus", type: "choice" },
  wave_syncedon: { name: "wave_syncedon", type: "dateTime" },
  wave_linkedin: { name: "wave_linkedin", type: "string" },
};

const judged = (change: Partial<MappingLine>, column = "jobtitle", activities = false) => {
  const { level, code } = checkLine(line("city", column, change), COLUMNS, WAVE_CONTACT_FIELDS, {
    activities,
  });
  return `${level} ${code}`;
};

describe("columns nobody should map", () => {
  const directions: readonly Direction[] = ["both", "toDataverse", "toSystem"];
  test.each(["contactid", "statecode", "createdon", "modifiedon"])("%s is Dataverse's own", (column) => {
    for (const direction of directions)
      expect(judged({ direction }, column)).toBe("unsupported columnOfPlatform");
  });

  test.each(["wave_syncstatus", "wave_syncedon"])("%s is where the sync makes its notes", (column) => {
    for (const direction of directions)
      expect(judged({ direction }, column)).toBe("unsupported columnOfSync");
  });

  test("a customer's column may begin as ours do", () => {
    expect(judged({}, "wave_linkedin")).toBe("supported fits");
  });
});

describe("kinds of lines that a system cannot fill", () => {
  const campaign: Partial<MappingLine> = {
    kind: "campaign",
    systemField: "campaignOpens",
    direction: "toDataverse",
  };
  const engagement: Partial<MappingLine> = {
    kind: "engagement",
    systemField: undefined,
    direction: "toDataverse",
    value: "Contacted",
  };

  test("campaigns, which Wave has none of, are red", () => {
    expect(judged(campaign)).toBe("unsupported campaignNotOffered");
  });

  test("engagement is red where nothing logs activities, and fine where something does", () => {
    expect(judged(engagement)).toBe("unsupported engagementNotOffered");
    expect(judged(engagement, "jobtitle", true)).toBe("supported fits");
  });
});

describe("a document", () => {
  test("without a line is refused", () => {
    const read = () => parseFieldMap(JSON.stringify({ version: 1, lines: [] }));
    expect(read).toThrow(DocumentError);
    expect(read).toThrow("fieldMap lines: noLines");
  });
});

describe("match rules are checked like lines", () => {
  const group = (...conditions: MatchCondition[]) => {
    const { level, code } = checkMatchRules([conditions], COLUMNS, WAVE_CONTACT_FIELDS)[0]!;
    return `${level} ${code}`;
  };
  const email: MatchCondition = {
    systemField: "primaryEmail",
    column: "emailaddress1",
    comparison: "email",
  };

  test("Wave's own fit, and compare the employer with no phone column", () => {
    const checks = checkMatchRules(WAVE_CONTACT_MATCH_RULES, COLUMNS, WAVE_CONTACT_FIELDS);
    expect(checks.map(({ code }) => code)).toEqual(["fits", "fits", "fits"]);
    expect(WAVE_CONTACT_MATCH_RULES.flat().map(({ column }) => column)).not.toContain("company");
  });

  test("an address alone is yellow", () => {
    expect(group(email)).toBe("limited weakRule");
  });

  test("a word compared with a phone column is yellow", () => {
    expect(group({ systemField: "company", column: "company", comparison: "name" })).toBe(
      "limited ruleComparesPhone",
    );
    expect(group({ systemField: "primaryPhone", column: "mobilephone", comparison: "phone" })).toBe(
      "supported fits",
    );
  });

  test("a column or a field that is not there is red", () => {
    expect(group({ ...email, column: "gone" })).toBe("unsupported columnMissing");
    expect(group({ ...email, systemField: "gone" })).toBe("unsupported systemFieldMissing");
  });
});
