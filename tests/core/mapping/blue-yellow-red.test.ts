import { checkFieldMap, checkLine } from "../../../core/mapping/check/check-line";
import type { CheckCode, CheckLevel } from "../../../core/mapping/check/types";
import type { ColumnInfo, ColumnType } from "../../../core/mapping/columns";
import { WAVE_CONTACT_FIELD_MAP, WAVE_CONTACT_FIELDS } from "../../../connector/systems/wave/contact-mapping";
import type { SystemFieldInfo, SystemFieldType } from "../../../core/mapping/system-fields";
import type { MappingLine } from "../../../core/mapping/types";
import { CONTACT_COLUMNS, line } from "../support/contact";

type Line = Partial<MappingLine>;

function check(column: Partial<ColumnInfo>, field: Partial<SystemFieldInfo>, change: Line = {}) {
  const columns = { c: { name: "c", type: "string" as ColumnType, ...column } };
  const fields = { f: { name: "f", type: "text" as SystemFieldType, ...field } };
  return checkLine(
    line("l", "c", { systemField: "f", direction: "toDataverse", ...change }),
    columns,
    fields,
  );
}

const brief = (got: { level: CheckLevel; code: CheckCode }) => `${got.level} ${got.code}`;

describe("every column type, from a text, a number, a yes/no, a date and a person", () => {
  const NO = "unsupported typesDoNotMatch";
  const OK = "supported fits";
  const AS_TEXT = "limited asText";
  const MAY = "limited mayNotConvert";
  const EXACT = "limited onlyExactChoices";
  const STATE = "limited stateNeedsReason";
  const LOOKUP = "unsupported needsLookupRule";
  const OWNER = "unsupported needsOwnerRule";

  test.each<[ColumnType, string, string, string, string, string]>([
    ["string", OK, AS_TEXT, AS_TEXT, AS_TEXT, OK],
    ["memo", OK, AS_TEXT, AS_TEXT, AS_TEXT, OK],
    ["integer", MAY, OK, NO, NO, NO],
    ["bigint", MAY, OK, NO, NO, NO],
    ["decimal", MAY, OK, NO, NO, NO],
    ["double", MAY, OK, NO, NO, NO],
    ["money", MAY, OK, NO, NO, NO],
    ["boolean", MAY, MAY, OK, NO, NO],
    ["choice", EXACT, EXACT, NO, NO, NO],
    ["multiChoice", EXACT, EXACT, NO, NO, NO],
    ["state", STATE, STATE, NO, NO, NO],
    ["status", STATE, STATE, NO, NO, NO],
    ["dateTime", MAY, "unsupported needsDateRule", NO, OK, NO],
    ["lookup", LOOKUP, LOOKUP, LOOKUP, LOOKUP, LOOKUP],
    ["customer", LOOKUP, LOOKUP, LOOKUP, LOOKUP, LOOKUP],
    ["owner", OWNER, OWNER, OWNER, OWNER, OWNER],
    ["uniqueIdentifier", MAY, NO, NO, NO, NO],
    ["partyList", NO, NO, NO, NO, NO],
    ["image", NO, NO, NO, NO, NO],
    ["file", NO, NO, NO, NO, NO],
    ["other", NO, NO, NO, NO, NO],
  ])("%s", (type, ...expected) => {
    const fields: SystemFieldType[] = ["text", "number", "yesNo", "dateTime", "user"];
    expect(fields.map((field) => brief(check({ type }, { type: field })))).toEqual(expected);
  });
});

describe("rules on the line answer for their types", () => {
  test.each<[string, Partial<ColumnInfo>, SystemFieldType, Line, string]>([
    [
      "an owner by email",
      { type: "owner" },
      "user",
      { transformations: [{ kind: "owner" }] },
      "supported fits",
    ],
    [
      "an owner from a number",
      { type: "owner" },
      "number",
      { transformations: [{ kind: "owner" }] },
      "unsupported typesDoNotMatch",
    ],
    [
      "an owner rule on a text column",
      { type: "string" },
      "user",
      { transformations: [{ kind: "owner" }] },
      "unsupported typesDoNotMatch",
    ],
    [
      "a lookup by key",
      { type: "lookup", targets: ["account"] },
      "text",
      { transformations: [{ kind: "lookup", table: "account", keyColumn: "accountnumber" }] },
      "limited byKey",
    ],
    [
      "a lookup to a table it does not point to",
      { type: "lookup", targets: ["account"] },
      "text",
      { transformations: [{ kind: "lookup", table: "lead", keyColumn: "subject" }] },
      "unsupported typesDoNotMatch",
    ],
    [
      "a date from Unix seconds",
      { type: "dateTime" },
      "number",
      { transformations: [{ kind: "date", to: "dateTime" }] },
      "supported fits",
    ],
    [
      "a choice by label",
      { type: "choice" },
      "text",
      { transformations: [{ kind: "choice", by: "label" }] },
      "limited onlyExactChoices",
    ],
    [
      "a cut that fits",
      { maxLength: 50 },
      "longText",
      { transformations: [{ kind: "cut", length: 49 }] },
      "limited isCut",
    ],
    [
      "a cut longer than the column",
      { maxLength: 50 },
      "longText",
      { transformations: [{ kind: "cut", length: 60 }] },
      "limited mayBeTooLong",
    ],
  ])("%s", (_name, column, type, change, expected) => {
    expect(brief(check(column, { type }, change))).toBe(expected);
  });
});

describe("limits of the column", () => {
  test.each<[string, Partial<ColumnInfo>, Partial<SystemFieldInfo>, Line, string]>([
    ["the system's text may be longer", { maxLength: 100 }, { maxLength: 200 }, {}, "limited mayBeTooLong"],
    [
      "a note has no limit of its own",
      { type: "memo", maxLength: 2000 },
      { type: "longText" },
      {},
      "limited mayBeTooLong",
    ],
    ["the system's text is short enough", { maxLength: 100 }, { maxLength: 100 }, {}, "supported fits"],
    ["a name in a phone column", { format: "phone" }, {}, {}, "limited phoneColumn"],
    ["a phone number in a phone column", { format: "phone" }, { type: "phone" }, {}, "supported fits"],
    ["a text in a web address column", { format: "url" }, {}, {}, "limited otherFormat"],
    [
      "a moment into a day",
      { type: "dateTime", dateOnly: true },
      { type: "dateTime" },
      {},
      "limited timeDropped",
    ],
    ["written on create only", { notOnUpdate: true }, {}, {}, "limited onlyOnCreate"],
    ["written on update only", { notOnCreate: true }, {}, {}, "limited onlyOnUpdate"],
    ["read-only", { notOnCreate: true, notOnUpdate: true }, {}, {}, "unsupported columnReadOnly"],
    [
      "read-only, but the line goes both ways",
      { notOnCreate: true, notOnUpdate: true },
      {},
      { direction: "both" },
      "limited onlyToSystem",
    ],
    [
      "read-only does not matter on the way out",
      { notOnCreate: true, notOnUpdate: true },
      {},
      { direction: "toSystem" },
      "supported fits",
    ],
    [
      "secured against reading",
      { notReadable: true },
      {},
      { direction: "both" },
      "unsupported columnNotReadable",
    ],
    [
      "the system's field cannot be written",
      {},
      { readOnly: true },
      { direction: "toSystem" },
      "unsupported systemFieldReadOnly",
    ],
    [
      "... but the line goes both ways",
      {},
      { readOnly: true },
      { direction: "both" },
      "limited onlyToDataverse",
    ],
    ["a field the system does not have", {}, {}, { systemField: "gone" }, "unsupported systemFieldMissing"],
    [
      "a fixed value that fits",
      { type: "integer", max: 5 },
      {},
      { kind: "fixed", value: 5 },
      "supported fits",
    ],
    [
      "a fixed value that does not",
      { type: "integer", max: 5 },
      {},
      { kind: "fixed", value: 6 },
      "unsupported valueDoesNotFit",
    ],
    ["a value asked for later", { type: "integer", max: 5 }, {}, { kind: "manual" }, "supported fits"],
    [
      "into the system: a text may be no number",
      {},
      { type: "number" },
      { direction: "toSystem" },
      "limited mayNotConvert",
    ],
    [
      "both ways: the worse of the two",
      { type: "dateTime" },
      { type: "text" },
      { direction: "both" },
      "limited mayNotConvert",
    ],
  ])("%s", (_name, column, field, change, expected) => {
    expect(brief(check(column, field, change))).toBe(expected);
  });

  test("a column that was deleted", () => {
    expect(brief(checkLine(line("l", "wave_gone"), {}, {}))).toBe("unsupported columnMissing");
  });
});

describe("the default Wave mapping", () => {
  const results = checkFieldMap(WAVE_CONTACT_FIELD_MAP.lines, CONTACT_COLUMNS, WAVE_CONTACT_FIELDS);

  test("has no red line", () => {
    expect(results.filter((result) => result.level === "unsupported")).toEqual([]);
  });

  test("marks Company yellow, because it is Company Phone, and offers the account instead", () => {
    expect(results.find((result) => result.line === "company")).toEqual({
      line: "company",
      level: "limited",
      code: "phoneColumn",
      params: { column: "Company Phone", field: "company", length: 49 },
      suggestedColumn: "parentcustomerid",
    });
  });

  test("offers nothing that is not there", () => {
    const { parentcustomerid: _gone, ...columns } = CONTACT_COLUMNS;
    const [company] = checkFieldMap(
      WAVE_CONTACT_FIELD_MAP.lines.filter((each) => each.id === "company"),
      columns,
      WAVE_CONTACT_FIELDS,
    );
    expect(company).not.toHaveProperty("suggestedColumn");
  });
});
