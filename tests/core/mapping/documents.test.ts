import fc from "fast-check";
import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import {
  WAVE_CONTACT_FIELD_MAP,
  WAVE_CONTACT_MATCH_RULES,
} from "../../../connector/systems/wave/contact-mapping";
import { DocumentError, type DocumentProblem } from "../../../core/mapping/document";
import type { FieldMap } from "../../../core/mapping/field-map";
import { parseFieldMap, serializeFieldMap } from "../../../core/mapping/schema/field-map";
import { parseMatchRules, serializeMatchRules } from "../../../core/mapping/schema/match-rules";
import { parsePolicies, serializePolicies } from "../../../core/mapping/schema/policies";
import {
  COMPARISONS,
  type MappingLine,
  type MappingPolicies,
  type MatchRules,
  type Transformation,
} from "../../../core/mapping/types";

function problems(read: () => unknown): readonly DocumentProblem[] {
  try {
    read();
  } catch (error) {
    if (error instanceof DocumentError) return error.problems;
    throw error;
  }
  return [];
}

const brief = (found: readonly DocumentProblem[]): string[] =>
  found.map((each) => `${each.line ?? "-"} ${each.fault} ${each.path}`);

describe("what is written is read back", () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9_]{0,20}$/);
  const transformation: fc.Arbitrary<Transformation> = fc.oneof(
    fc.record({ kind: fc.constant("cut" as const), length: fc.integer({ min: 1, max: 4000 }) }),
    fc.record({
      kind: fc.constant("case" as const),
      to: fc.constantFrom("upper" as const, "lower" as const, "title" as const),
    }),
    fc.record(
      { kind: fc.constant("phone" as const), defaultCountry: fc.constantFrom("FR", "DE") },
      { requiredKeys: ["kind"] },
    ),
    fc.record({
      kind: fc.constant("date" as const),
      to: fc.constantFrom("date" as const, "dateTime" as const),
    }),
    fc.record(
      {
        kind: fc.constant("choice" as const),
        by: fc.constantFrom("label" as const, "value" as const),
        map: fc.dictionary(name, fc.integer()),
      },
      { requiredKeys: ["kind", "by"] },
    ),
    fc.record({ kind: fc.constant("prefix" as const), text: fc.string({ minLength: 1, maxLength: 20 }) }),
    fc.record({ kind: fc.constant("lookup" as const), table: name, keyColumn: name }),
    fc.constant({ kind: "owner" } as const),
  );
  const oneLine = (index: number): fc.Arbitrary<MappingLine> =>
    fc.record({
      id: fc.constant(`line${index}`),
      kind: fc.constantFrom("field" as const, "fixed" as const, "campaign" as const),
      systemField: fc.constant(`field${index}`),
      column: fc.constant(`column${index}`),
      direction: fc.constantFrom("both" as const, "toDataverse" as const, "toSystem" as const),
      writeRule: fc.constantFrom("overwrite" as const, "onlyWhenEmpty" as const, "emptyOrOurs" as const),
      conflict: fc.constantFrom("system" as const, "dataverse" as const, "newest" as const, "ask" as const),
      transformations: fc.array(transformation, { maxLength: 3 }),
      value: fc.oneof(
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
        fc.array(fc.integer(), { maxLength: 3 }),
      ),
    });

  test("any field map", () => {
    const map: fc.Arbitrary<FieldMap> = fc
      .integer({ min: 1, max: 5 })
      .chain((count) => fc.tuple(...Array.from({ length: count }, (_, index) => oneLine(index))))
      .chain((lines) =>
        fc.constantFrom<FieldMap>(
          { lines },
          { lines, externalIdColumn: { column: "wave_id", prefix: "w_" } },
        ),
      );
    fc.assert(fc.property(map, (given) => expect(parseFieldMap(serializeFieldMap(given))).toEqual(given)));
  });

  test("any match rules that name a person by more than an address", () => {
    const condition = fc.record({
      systemField: name,
      column: name,
      comparison: fc.constantFrom(...COMPARISONS),
    });
    const rules: fc.Arbitrary<MatchRules> = fc.array(
      fc
        .array(condition, { maxLength: 3 })
        .map((rest) => [{ systemField: "last", column: "lastname", comparison: "name" as const }, ...rest]),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(rules, (given) =>
        expect(parseMatchRules(serializeMatchRules(given), "contact")).toEqual(given),
      ),
    );
  });

  test("any policies", () => {
    const policy = fc.constantFrom("deactivate" as const, "delete" as const, "keep" as const);
    const policies: fc.Arbitrary<MappingPolicies> = fc.record({
      noMatch: fc.constantFrom("create" as const, "skip" as const),
      newRows: fc.constantFrom("none" as const, "sinceConnected" as const, "all" as const),
      onSystemDelete: policy,
      onDataverseDelete: policy,
      createAs: fc.constantFrom("owner" as const, "connector" as const),
      deleteLimit: fc.nat(1_000),
    });
    fc.assert(
      fc.property(policies, (given) => expect(parsePolicies(serializePolicies(given))).toEqual(given)),
    );
  });

  test("the defaults a new connection gets", () => {
    expect(parseFieldMap(serializeFieldMap(WAVE_CONTACT_FIELD_MAP))).toEqual(WAVE_CONTACT_FIELD_MAP);
    expect(parseMatchRules(serializeMatchRules(WAVE_CONTACT_MATCH_RULES), "contact")).toEqual(
      WAVE_CONTACT_MATCH_RULES,
    );
    expect(parsePolicies(serializePolicies(DEFAULT_POLICIES))).toEqual(DEFAULT_POLICIES);
  });
});

describe("what an admin may leave out", () => {
  test("a line without rules overwrites, and asks what the mapping says about conflicts", () => {
    const text =
      '{"version":1,"lines":[{"id":"a","kind":"field","systemField":"a","column":"jobtitle","direction":"both"}]}';
    expect(parseFieldMap(text, "dataverse").lines[0]).toMatchObject({
      writeRule: "overwrite",
      conflict: "dataverse",
      transformations: [],
    });
    expect(parseFieldMap(text).lines[0]?.conflict).toBe("ask");
  });

  test("policies have the safe defaults", () => {
    expect(parsePolicies('{"version":1}')).toEqual(DEFAULT_POLICIES);
  });

  test("companies are left alone until the admin turns something on", () => {
    const text = '{"version":1,"companies":{"fields":{"name":"company"},"link":true}}';
    expect(parsePolicies(text).companies).toEqual({
      identify: "domainOrName",
      fields: { name: "company", domain: [] },
      contactColumns: { domain: ["emailaddress1"] },
      link: true,
      create: false,
      linkContacts: false,
      writeRule: "onlyWhenEmpty",
    });
  });
});

describe("a mistake in a field map names its line and what would be right", () => {
  const good = { id: "title", kind: "field", systemField: "jobTitle", column: "jobtitle", direction: "both" };
  const read = (...lines: object[]) => problems(() => parseFieldMap(JSON.stringify({ version: 1, lines })));

  test.each<[string, object[], string[]]>([
    ["a word that is none", [{ ...good, direction: "up" }], ["title unknownWord lines.0.direction"]],
    ["a key with a typing error", [{ ...good, transfomations: [] }], ["title unknownKey lines.0"]],
    ["something missing", [{ ...good, column: undefined }], ["title missing lines.0.column"]],
    ["another kind of value", [{ ...good, column: 7 }], ["title wrongType lines.0.column"]],
    ["a column no table can have", [{ ...good, column: "Job Title" }], ["title outOfRange lines.0.column"]],
    ["a line without an id goes by its number", [good, { ...good, id: "" }], ["2 outOfRange lines.1.id"]],
    [
      "a transformation nobody knows",
      [{ ...good, transformations: [{ kind: "translate" }] }],
      ["title unknownWord lines.0.transformations.0.kind"],
    ],
    [
      "a cut to nothing",
      [{ ...good, transformations: [{ kind: "cut", length: 0 }] }],
      ["title outOfRange lines.0.transformations.0.length"],
    ],
    [
      "two lines with one id",
      [good, { ...good, column: "fax", systemField: "fax" }],
      ["title duplicateLine lines.0.id"],
    ],
    [
      "two lines that write one column",
      [good, { ...good, id: "b", systemField: "x" }],
      ["b duplicateColumn lines.1.column"],
    ],
    [
      "two lines that write one field",
      [good, { ...good, id: "b", column: "fax" }],
      ["b duplicateSystemField lines.1.systemField"],
    ],
    [
      "a field line without a field",
      [{ ...good, systemField: undefined }],
      ["title systemFieldMissing lines.0.systemField"],
    ],
    ["a fixed line without a value", [{ ...good, kind: "fixed" }], ["title valueMissing lines.0.value"]],
    ["a manual line both ways", [{ ...good, kind: "manual" }], ["title manualBothWays lines.0.direction"]],
    ["the id we use ourselves", [{ ...good, id: "externalId" }], ["externalId reservedLine lines.0.id"]],
    [
      "several mistakes at once are all named",
      [
        { ...good, direction: "up", writeRule: "never" },
        { ...good, id: "b", conflict: "guess" },
      ],
      [
        "title unknownWord lines.0.direction",
        "title unknownWord lines.0.writeRule",
        "b unknownWord lines.1.conflict",
      ],
    ],
  ])("%s", (_name, lines, expected) => {
    expect(brief(read(...lines))).toEqual(expected);
  });

  test("the words allowed are listed", () => {
    expect(read({ ...good, direction: "up" })[0]?.params).toEqual({
      key: "direction",
      found: "up",
      expected: "both, toDataverse, toSystem",
    });
  });

  test("more than one engagement line: only one can be set", () => {
    const touch = { ...good, kind: "engagement", direction: "toDataverse", value: "x" };
    expect(brief(read(touch, { ...touch, id: "b", column: "fax" }))).toEqual([
      "b severalEngagementLines lines.1.kind",
    ]);
  });

  test("a line for the column that holds the external ID", () => {
    const text = JSON.stringify({
      version: 1,
      externalIdColumn: { column: "jobtitle", prefix: "" },
      lines: [good],
    });
    expect(brief(problems(() => parseFieldMap(text)))).toEqual([
      "title externalIdColumnMapped lines.0.column",
    ]);
  });

  test.each([
    ["no JSON at all", "{", "notJson"],
    ["empty", "", "notJson"],
    ["no version", '{"lines":[]}', "unknownVersion"],
    ["a later version", '{"version":2,"lines":[]}', "unknownVersion"],
    ["a list", "[]", "unknownVersion"],
    ["null", "null", "unknownVersion"],
  ])("%s", (_name, text, fault) => {
    expect(problems(() => parseFieldMap(text)).map((each) => each.fault)).toEqual([fault]);
  });
});

describe("match rules that would join the wrong people are refused", () => {
  const email = { systemField: "primaryEmail", column: "emailaddress1", comparison: "email" };
  const read = (table: string, ...groups: object[][]) =>
    problems(() => parseMatchRules(JSON.stringify({ version: 1, groups }), table));

  test.each<[string, string, object[][], string[]]>([
    ["an email address alone is weak, but not refused", "contact", [[email]], []],
    [
      "a person's domain",
      "contact",
      [[{ ...email, comparison: "domainWithoutEnding" }]],
      ["1 domainAlone groups.0"],
    ],
    [
      "only the second group",
      "contact",
      [
        [email, { systemField: "lastName", column: "lastname", comparison: "name" }],
        [{ ...email, comparison: "domain" }],
      ],
      ["2 domainAlone groups.1"],
    ],
    ["no group", "contact", [], ["- noGroups groups"]],
    ["a group that would match everybody", "contact", [[]], ["1 emptyGroup groups.0"]],
    [
      "a company's domain is a fair mark",
      "account",
      [[{ systemField: "domain", column: "websiteurl", comparison: "domain" }]],
      [],
    ],
    [
      "a comparison nobody knows",
      "contact",
      [[{ ...email, comparison: "fuzzy" }]],
      ["1 unknownWord groups.0.0.comparison"],
    ],
  ])("%s", (_name, table, groups, expected) => {
    expect(brief(read(table, ...groups))).toEqual(expected);
  });
});

describe("a mistake in the policies", () => {
  const read = (companies: object) =>
    brief(problems(() => parsePolicies(JSON.stringify({ version: 1, companies }))));

  test.each<[string, object, string[]]>([
    [
      "a set of company rules nobody knows",
      { fields: {}, identify: "vat" },
      ["- unknownWord companies.identify"],
    ],
    ["no word about the company's fields", { link: true }, ["- missing companies.fields"]],
    [
      "own rules with nothing in a group",
      { fields: {}, identify: { groups: [[]] } },
      ["1 emptyGroup groups.0"],
    ],
    ["a toggle that is none", { fields: {}, link: "yes" }, ["- wrongType companies.link"]],
  ])("%s", (_name, companies, expected) => {
    expect(read(companies)).toEqual(expected);
  });
});
