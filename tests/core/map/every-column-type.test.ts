import { mapToDataverse } from "../../../core/map/to-dataverse";
import { mapToSystem } from "../../../core/map/to-system";
import type { Mapped } from "../../../core/map/types";
import type { ColumnInfo } from "../../../core/mapping/columns";
import type { Transformation } from "../../../core/mapping/types";
import type { Value } from "../../../core/records";
import { line } from "../support/contact";

const GUID = "0f7c1c1e-0000-4000-8000-00000000000a";
const CHOICES = [
  { value: 1, label: "Any" },
  { value: 2, label: "E-mail" },
];

const into = (column: Omit<ColumnInfo, "name">, value: Value, ...transformations: Transformation[]): Mapped =>
  mapToDataverse(line("f", "c", { transformations }), value, {
    columns: { c: { name: "c", ...column } },
    creating: false,
  });

describe("a value on its way into a column", () => {
  test.each<[string, Omit<ColumnInfo, "name">, Value, Mapped]>([
    ["text", { type: "string", maxLength: 5 }, "Acme", { value: "Acme" }],
    ["text at its limit", { type: "string", maxLength: 4 }, "Acme", { value: "Acme" }],
    ["text beyond its limit", { type: "string", maxLength: 3 }, "Acme", { leftOut: "tooLong" }],
    ["text: an emoji counts twice", { type: "string", maxLength: 3 }, "ab😀", { leftOut: "tooLong" }],
    ["text: lines become one", { type: "string", maxLength: 50 }, "a\r\n b", { value: "a b" }],
    ["text from a number", { type: "string" }, 12, { value: "12" }],
    ["text from yes", { type: "string" }, true, { value: "true" }],
    ["text from choices", { type: "string" }, [1], { leftOut: "wrongType" }],
    ["text: control characters go", { type: "string" }, "a\u0000b", { value: "ab" }],
    ["text: half a surrogate pair goes", { type: "string" }, "a\ud83d", { value: "a" }],
    ["text of spaces", { type: "string" }, "  ", { value: null }],
    ["memo keeps its lines", { type: "memo", maxLength: 50 }, "a\r\nb", { value: "a\nb" }],
    ["whole number", { type: "integer", min: 0, max: 10 }, "7", { value: 7 }],
    ["whole number from a fraction", { type: "integer" }, 7.5, { leftOut: "wrongType" }],
    ["whole number from words", { type: "integer" }, "seven", { leftOut: "wrongType" }],
    ["whole number with a thousands separator", { type: "integer" }, "1,234", { leftOut: "wrongType" }],
    ["whole number too large", { type: "integer", max: 10 }, 11, { leftOut: "outOfRange" }],
    ["whole number too small", { type: "integer", min: 0 }, -1, { leftOut: "outOfRange" }],
    ["big number", { type: "bigint" }, 9_007_199_254_740_991, { value: 9_007_199_254_740_991 }],
    ["decimal, rounded to its precision", { type: "decimal", precision: 2 }, 1.239, { value: 1.24 }],
    ["money", { type: "money", precision: 2, max: 100 }, "99.99", { value: 99.99 }],
    ["money too much", { type: "money", precision: 2, max: 100 }, 100.01, { leftOut: "outOfRange" }],
    ["floating point", { type: "double", precision: 5 }, "1e2", { value: 100 }],
    ["number from NaN", { type: "double" }, Number.NaN, { leftOut: "wrongType" }],
    ["yes or no", { type: "boolean" }, true, { value: true }],
    ["yes or no from a word", { type: "boolean" }, "No", { value: false }],
    ["yes or no from maybe", { type: "boolean" }, "maybe", { leftOut: "wrongType" }],
    ["choice by number", { type: "choice", choices: CHOICES }, 2, { value: 2 }],
    ["choice by label", { type: "choice", choices: CHOICES }, "e-mail", { value: 2 }],
    ["choice that does not exist", { type: "choice", choices: CHOICES }, "Fax", { leftOut: "notInChoices" }],
    ["choice from yes", { type: "choice", choices: CHOICES }, true, { leftOut: "wrongType" }],
    ["choices", { type: "multiChoice", choices: CHOICES }, "E-mail; Any", { value: [1, 2] }],
    ["choices by number", { type: "multiChoice", choices: CHOICES }, [2, 2], { value: [2] }],
    [
      "choices, one unknown",
      { type: "multiChoice", choices: CHOICES },
      "Any, Fax",
      { leftOut: "notInChoices" },
    ],
    ["state", { type: "state", choices: [{ value: 0, label: "Active" }] }, "Active", { value: 0 }],
    ["status reason", { type: "status", choices: [{ value: 1, label: "Active" }] }, 1, { value: 1 }],
    ["date and time", { type: "dateTime" }, "2026-09-21T10:00:00.5Z", { value: "2026-09-21T10:00:00Z" }],
    ["date only", { type: "dateTime", dateOnly: true }, "2026-09-21T10:00:00Z", { value: "2026-09-21" }],
    ["date before Dataverse's first day", { type: "dateTime" }, "1752-12-31", { leftOut: "outOfRange" }],
    ["date from a number without a rule", { type: "dateTime" }, 1_790_000_000, { leftOut: "wrongType" }],
    ["lookup by id", { type: "lookup" }, GUID.toUpperCase(), { value: GUID }],
    ["lookup by name", { type: "lookup" }, "Acme", { leftOut: "wrongType" }],
    ["customer", { type: "customer" }, GUID, { value: GUID }],
    ["unique identifier", { type: "uniqueIdentifier" }, `{${GUID}}`, { value: GUID }],
    ["image", { type: "image" }, "x", { leftOut: "wrongType" }],
    ["file", { type: "file" }, "x", { leftOut: "wrongType" }],
    ["party list", { type: "partyList" }, "x", { leftOut: "wrongType" }],
    ["anything else", { type: "other" }, "x", { leftOut: "wrongType" }],
    ["nothing into anything", { type: "image" }, null, { value: null }],
    [
      "nothing into what the platform requires",
      { type: "string", required: "system" },
      "",
      { leftOut: "required" },
    ],
    [
      "read-only column",
      { type: "string", notOnCreate: true, notOnUpdate: true },
      "x",
      { leftOut: "columnReadOnly" },
    ],
  ])("%s", (_name, column, value, expected) => {
    expect(into(column, value)).toEqual(expected);
  });

  test("a column that is not there is left out", () => {
    expect(mapToDataverse(line("f", "gone"), "x", { columns: {}, creating: true })).toEqual({
      leftOut: "columnMissing",
    });
  });

  test("a column that only a create may set is written then, and left alone later", () => {
    const columns = { c: { name: "c", type: "string", notOnUpdate: true } } as const;
    expect(mapToDataverse(line("f", "c"), "x", { columns, creating: true })).toEqual({ value: "x" });
    expect(mapToDataverse(line("f", "c"), "x", { columns, creating: false })).toEqual({
      leftOut: "columnReadOnly",
    });
  });
});

describe("rules on the line are applied in order, then the column's limits", () => {
  test("cut, and say to how many", () => {
    expect(into({ type: "string", maxLength: 50 }, "abcdef", { kind: "cut", length: 3 })).toEqual({
      value: "abc",
      cutTo: 3,
    });
  });

  test("cut longer than the column allows is still too long", () => {
    expect(into({ type: "string", maxLength: 2 }, "abcdef", { kind: "cut", length: 3 })).toEqual({
      leftOut: "tooLong",
    });
  });

  test("a value of one character that cannot be cut is left out, not emptied", () => {
    expect(into({ type: "string" }, "👩‍👩‍👧‍👦", { kind: "cut", length: 3 })).toEqual({ leftOut: "tooLong" });
  });

  test("upper case, then cut", () => {
    const rules = [{ kind: "case", to: "upper" } as const, { kind: "cut", length: 3 } as const];
    expect(into({ type: "string" }, "straße", ...rules)).toEqual({ value: "STR", cutTo: 3 });
  });

  test("a date rule reads Unix seconds", () => {
    expect(into({ type: "dateTime" }, 1_790_000_000, { kind: "date", to: "dateTime" })).toEqual({
      value: "2026-09-21T14:13:20Z",
    });
  });

  test("a date rule that finds no date leaves the field out", () => {
    expect(into({ type: "dateTime" }, "soon", { kind: "date", to: "date" })).toEqual({
      leftOut: "wrongType",
    });
  });
});

describe("a value on its way to the system", () => {
  const out = (
    column: Omit<ColumnInfo, "name">,
    value: Value,
    ...transformations: Transformation[]
  ): Mapped =>
    mapToSystem(line("f", "c", { transformations }), value, {
      columns: { c: { name: "c", ...column } },
      creating: false,
    });

  test.each<[string, Omit<ColumnInfo, "name">, Value, Transformation[], Mapped]>([
    [
      "text goes as typed, a cut has no way back",
      { type: "string" },
      "abc",
      [{ kind: "cut", length: 2 }],
      { value: "abc" },
    ],
    ["a prefix comes off", { type: "string" }, "p_7", [{ kind: "prefix", text: "p_" }], { value: "7" }],
    [
      "a phone number as E.164",
      { type: "string" },
      "01 23 45 67 89",
      [{ kind: "phone", defaultCountry: "FR" }],
      { value: "+33123456789" },
    ],
    ["a choice as its label", { type: "choice", choices: CHOICES }, 2, [], { value: "E-mail" }],
    [
      "choices as their labels",
      { type: "multiChoice", choices: CHOICES },
      [1, 2],
      [],
      { value: "Any, E-mail" },
    ],
    [
      "a choice by the rule's map",
      { type: "choice", choices: CHOICES },
      2,
      [{ kind: "choice", by: "label", map: { mail: 2 } }],
      { value: "mail" },
    ],
    [
      "a choice nobody knows",
      { type: "choice", choices: CHOICES },
      9,
      [{ kind: "choice", by: "label" }],
      { leftOut: "notInChoices" },
    ],
    ["a number stays a number", { type: "money" }, 12.5, [], { value: 12.5 }],
    ["nothing stays nothing", { type: "string" }, "", [{ kind: "prefix", text: "p_" }], { value: null }],
    [
      "rules are undone last first",
      { type: "string" },
      "a_b_7",
      [
        { kind: "prefix", text: "b_" },
        { kind: "prefix", text: "a_" },
      ],
      { value: "7" },
    ],
  ])("%s", (_name, column, value, rules, expected) => {
    expect(out(column, value, ...rules)).toEqual(expected);
  });

  test.each([
    ["cannot be written", { readOnly: true }, "x", { leftOut: "systemFieldReadOnly" }],
    ["holds fewer characters", { maxLength: 2 }, "abc", { leftOut: "tooLong" }],
    ["must not be empty", { required: true }, null, { leftOut: "required" }],
    ["takes it", { maxLength: 3, required: true }, "abc", { value: "abc" }],
  ])("a field of the system that %s", (_name, field, value, expected) => {
    const context = { columns: { c: { name: "c", type: "string" as const } }, creating: false };
    expect(mapToSystem(line("f", "c"), value, context, { f: { name: "f", type: "text", ...field } })).toEqual(
      expected,
    );
  });
});
