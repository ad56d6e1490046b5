import type { Value } from "../../core/records";
import type { MappingLine } from "../../core/mapping/types";
import type { ColumnInput } from "../../local/dataverse/metadata/types";
import { label } from "../../local/dataverse/metadata/defaults";
import { Mapped } from "./support/mapped";

const USER_LOCAL = "2026-03-05T08:30:15.900+01:00";
const GUID = "0F7C1C1E-0000-4000-8000-00000000000A";

/** Columns of the types that a contact does not have by itself. */
const CUSTOM: readonly ColumnInput[] = [
  { logicalName: "new_decimal", type: "Decimal", precision: 2, min: -1000, max: 1000 },
  { logicalName: "new_double", type: "Double", precision: 5 },
  { logicalName: "new_big", type: "BigInt" },
  { logicalName: "new_independent", type: "DateTime", dateTimeBehavior: "TimeZoneIndependent" },
  {
    logicalName: "new_topics",
    type: "MultiSelectPicklist",
    options: [
      { value: 1, labels: label("Sales") },
      { value: 2, labels: label("Service") },
      { value: 3, labels: label("Marketing") },
    ],
  },
  { logicalName: "new_photo", type: "Image", isCustom: true },
  { logicalName: "new_contract", type: "File", isCustom: true },
];

interface Case {
  readonly name: string;
  readonly column: string;
  readonly from: Value;
  /** What the row holds then. */
  readonly held: unknown;
  /** What a person changes it to in Dynamics, and what the system gets. */
  readonly edited: unknown;
  readonly back: Value;
  readonly more?: Partial<MappingLine>;
}

const CASES: readonly Case[] = [
  { name: "text", column: "jobtitle", from: "CTO", held: "CTO", edited: "CEO", back: "CEO" },
  {
    name: "text of several lines",
    column: "description",
    from: "a\r\nb",
    held: "a\nb",
    edited: "c\nd",
    back: "c\nd",
  },
  { name: "whole number", column: "numberofchildren", from: "3", held: 3, edited: 4, back: 4 },
  { name: "decimal number", column: "new_decimal", from: 12.345, held: 12.35, edited: 1.5, back: 1.5 },
  { name: "floating point", column: "new_double", from: "0.25", held: 0.25, edited: 2.5, back: 2.5 },
  {
    name: "big number",
    column: "new_big",
    from: 9_007_199_254_740_991,
    held: 9_007_199_254_740_991,
    edited: 7,
    back: 7,
  },
  { name: "money", column: "creditlimit", from: "1500.5", held: 1500.5, edited: 20, back: 20 },
  { name: "yes or no", column: "donotemail", from: "yes", held: true, edited: false, back: false },
  { name: "choice by its label", column: "gendercode", from: "female", held: 2, edited: 1, back: "Male" },
  {
    name: "choice by the admin's own words",
    column: "preferredcontactmethodcode",
    from: "call",
    held: 3,
    edited: 2,
    back: "write",
    more: { transformations: [{ kind: "choice", by: "label", map: { call: 3, write: 2 } }] },
  },
  {
    name: "several choices",
    column: "new_topics",
    from: "Service, sales",
    held: [1, 2],
    edited: "3",
    back: "Marketing",
  },
  {
    name: "date",
    column: "birthdate",
    from: "1980-02-29",
    held: "1980-02-29",
    edited: "1981-03-01",
    back: "1981-03-01",
  },
  {
    name: "date from a point in time",
    column: "anniversary",
    from: "2020-01-31T10:00:00Z",
    held: "2020-01-31",
    edited: "2021-01-31",
    back: "2021-01-31",
  },
  {
    name: "date and time in no time zone",
    column: "new_independent",
    from: USER_LOCAL,
    held: "2026-03-05T07:30:15Z",
    edited: "2026-04-01T12:00:00Z",
    back: "2026-04-01T12:00:00Z",
  },
  {
    name: "date from seconds",
    column: "new_when",
    from: 1_767_225_600,
    held: "2026-01-01T00:00:00Z",
    edited: "2026-04-01T12:00:00Z",
    back: "2026-04-01T12:00:00Z",
    more: { transformations: [{ kind: "date", to: "dateTime" }] },
  },
  {
    name: "id",
    column: "stageid",
    from: `{${GUID}}`,
    held: GUID.toLowerCase(),
    edited: GUID.replace("A", "b").toLowerCase(),
    back: GUID.replace("A", "b").toLowerCase(),
  },
];

describe("every type of column", () => {
  let mapped: Mapped;

  beforeAll(async () => {
    mapped = await Mapped.start({
      fields: [
        ...CASES.map(({ column, more }) => ({
          name: column,
          type: more?.transformations?.[0]?.kind === "date" ? ("number" as const) : ("text" as const),
        })),
        ...["new_photo", "new_contract", "parentcustomerid", "gendercode2"].map((name) => ({
          name,
          type: "text" as const,
        })),
        { name: "when", type: "number" },
      ],
    });
    const { model } = mapped.dynamics.platform.dataverse.kernel;
    for (const column of [...CUSTOM, { logicalName: "new_when", type: "DateTime" } as const])
      model.addColumn("contact", { displayName: label(column.logicalName), ...column });
  });

  afterAll(() => mapped.close());

  test("one contact, all of them: into the row, no second write, back to the system, no second write", async () => {
    await mapped.map({
      lines: CASES.map(({ column, more }) => ({ column, systemField: column, direction: "both", ...more })),
    });
    mapped.put("all", Object.fromEntries(CASES.map(({ column, from }) => [column, from])));
    const created = await mapped.sync(["all"]);
    expect(created[0]).toMatchObject({ outcome: "created", warnings: [] });
    const row = mapped.rowOf(created);
    expect(Object.fromEntries(CASES.map(({ column }) => [column, row[column]]))).toEqual(
      Object.fromEntries(CASES.map(({ column, held }) => [column, held])),
    );
    const again = await mapped.sync(["all"]);
    expect(again[0]?.outcome).toBe("unchanged");
    expect(again[0]?.wrote).toEqual({ dataverse: null, system: null });

    const edits = Object.fromEntries(CASES.map(({ column, edited }) => [column, edited]));
    const edit = await mapped.dynamics.as("admin", "PATCH", `contacts(${created[0]!.rowId!})`, edits);
    expect(edit).toMatchObject({ status: 204 });
    expect((await mapped.sync(["all"]))[0]).toMatchObject({ outcome: "updated", warnings: [] });
    const { values } = mapped.records.get("all")!;
    expect(Object.fromEntries(CASES.map(({ column }) => [column, values[column]]))).toEqual(
      Object.fromEntries(CASES.map(({ column, back }) => [column, back])),
    );
    const last = await mapped.sync(["all"]);
    expect(last[0]?.wrote).toEqual({ dataverse: null, system: null });
  });

  test.each<[string, string, Value, string]>([
    ["a fraction for a whole number", "numberofchildren", 2.5, "VALUE_WRONG_TYPE"],
    ["a number beyond the range", "new_decimal", 5000, "VALUE_OUT_OF_RANGE"],
    ["a big number JSON cannot carry", "new_big", "9007199254740993", "VALUE_OUT_OF_RANGE"],
    ["a choice that does not exist", "gendercode", "robot", "VALUE_NOT_IN_CHOICES"],
    ["one of several choices that does not exist", "new_topics", "Sales, Magic", "VALUE_NOT_IN_CHOICES"],
    ["a date nobody can read", "birthdate", "03/04/2026", "VALUE_WRONG_TYPE"],
    ["a date before Dataverse's calendar", "birthdate", "1700-01-01", "VALUE_OUT_OF_RANGE"],
    ["a word for an amount", "creditlimit", "a lot", "VALUE_WRONG_TYPE"],
    ["maybe", "donotemail", "maybe", "VALUE_WRONG_TYPE"],
    ["a text that is too long", "jobtitle", "x".repeat(101), "VALUE_TOO_LONG"],
    ["no id", "stageid", "stage two", "VALUE_WRONG_TYPE"],
  ])("%s is left out with its reason, the rest is written", async (name, column, value, code) => {
    await mapped.map({ lines: [{ column, systemField: column }] });
    mapped.put(name, { [column]: value });
    const results = await mapped.sync([name]);
    expect(results[0]).toMatchObject({ outcome: "created", warnings: [{ code }] });
    expect(mapped.rowOf(results).lastname).toBe(`Of ${name}`);
  });

  test("images, files and lookups without a rule are red: not written, and no word about it on the record", async () => {
    await mapped.map({
      lines: [
        { column: "new_photo", systemField: "new_photo" },
        { column: "new_contract", systemField: "new_contract" },
        { column: "parentcustomerid", systemField: "parentcustomerid" },
        { column: "jobtitle", systemField: "jobtitle" },
      ],
    });
    mapped.put("picture", { new_photo: "x", new_contract: "y", parentcustomerid: GUID, jobtitle: "CTO" });
    const results = await mapped.sync(["picture"]);
    expect(results[0]).toMatchObject({ outcome: "created", warnings: [] });
    const reasons = results[0]!.plan!.fields.map((field) => [field.column, field.reason]);
    expect(reasons).toEqual(
      expect.arrayContaining([
        ["new_photo", "lineNotSupported"],
        ["new_contract", "lineNotSupported"],
        ["parentcustomerid", "lineNotSupported"],
      ]),
    );
    expect(mapped.rowOf(results)).toMatchObject({ jobtitle: "CTO" });
  });
});
