import fc from "fast-check";
import {
  compileMatchRules,
  lookupsToName,
  requiredColumns,
  type Matchable,
} from "../../../core/match/compile";
import { matchRecords } from "../../../core/match/match-records";
import { mapping } from "../support/contact";
import type { MatchRules } from "../../../core/mapping/types";

const rules = (change: Partial<Matchable> = {}) => compileMatchRules(mapping(change));
const person = (
  id: string,
  firstName: string,
  lastName: string,
  company: string | null,
  primaryEmail: string | null = null,
) => ({
  id,
  values: { firstName, lastName, company, primaryEmail },
});
const contact = (
  id: string,
  firstname: string,
  lastname: string,
  company: string | null,
  emailaddress1: string | null = null,
) => ({
  id,
  values: {
    firstname,
    lastname,
    "parentcustomerid.name": company,
    emailaddress1,
    externaluseridentifier: null as string | null,
  },
});

function match(
  records: ReturnType<typeof person>[],
  rows: ReturnType<typeof contact>[],
  linked?: Map<string, string>,
) {
  return Object.fromEntries(matchRecords({ rules: rules(), records, rows, ...(linked ? { linked } : {}) }));
}

describe("which row is the same person", () => {
  test.each([
    [
      "first, last and company name",
      person("w", "Inés", "O'Neil", "Acme, Inc."),
      contact("r", "INES", "ONeil", "acme inc"),
      "one",
    ],
    [
      "email with the name",
      person("w", "Ines", "Vasseur", null, "I.V@acme.example"),
      contact("r", "Ines", "Vasseur", "Other", "i.v@ACME.example"),
      "one",
    ],
    [
      "an email address alone is nobody's identity",
      person("w", "Ines", "Vasseur", null, "info@acme.example"),
      contact("r", "Paul", "Roy", null, "info@acme.example"),
      "none",
    ],
    [
      "a name alone is not enough",
      person("w", "Ines", "Vasseur", null),
      contact("r", "Ines", "Vasseur", null),
      "none",
    ],
    [
      "the company differs",
      person("w", "Ines", "Vasseur", "Acme"),
      contact("r", "Ines", "Vasseur", "Other"),
      "none",
    ],
  ])("%s", (_name, record, row, kind) => {
    expect(match([record], [row]).w?.kind).toBe(kind);
  });

  test("a company Wave once cut to 49 characters is recognised by its cut", () => {
    const long = "Internationale Gesellschaft für angewandte Synchronisation mbH";
    const matchRules: MatchRules = [[{ systemField: "company", column: "company", comparison: "name" }]];
    const found = matchRecords({
      rules: rules({ matchRules }),
      records: [person("w", "Ines", "Vasseur", long)],
      rows: [{ id: "r", values: { company: long.slice(0, 49) } }],
    });
    expect(found.get("w")).toEqual({ kind: "one", rowId: "r" });
  });

  test("the id Wave left in a row decides before any name does", () => {
    const marked = contact("r1", "Old", "Name", "Else");
    marked.values.externaluseridentifier = "wavecnct_w";
    const found = match(
      [person("w", "Ines", "Vasseur", "Acme")],
      [marked, contact("r2", "Ines", "Vasseur", "Acme")],
    );
    expect(found.w).toEqual({ kind: "one", rowId: "r1" });
  });

  test("several rows fit: all are named, none is chosen", () => {
    const found = match(
      [person("w", "Ines", "Vasseur", "Acme", "i@acme.example")],
      [contact("r1", "Ines", "Vasseur", "Acme"), contact("r2", "Ines", "Vasseur", null, "i@acme.example")],
    );
    expect(found.w).toEqual({ kind: "several", rowIds: ["r1", "r2"] });
  });

  test("two records claim one row: neither gets it, whoever came first", () => {
    const records = [person("w1", "Ines", "Vasseur", "Acme"), person("w2", "Ines", "Vasseur", "Acme")];
    const contested = { kind: "contested", rowId: "r", recordIds: ["w1", "w2"] };
    expect(match(records, [contact("r", "Ines", "Vasseur", "Acme")])).toEqual({
      w1: contested,
      w2: contested,
    });
  });

  test("a row linked to another record is taken: no second row for the same person", () => {
    const found = match(
      [person("w2", "Ines", "Vasseur", "Acme")],
      [contact("r", "Ines", "Vasseur", "Acme")],
      new Map([["r", "w1"]]),
    );
    expect(found.w2).toEqual({ kind: "taken", rowId: "r", externalId: "w1" });
  });

  test("of two rows, one linked to another record, the free one is it", () => {
    const rows = [contact("r1", "Ines", "Vasseur", "Acme"), contact("r2", "Ines", "Vasseur", "Acme")];
    const found = match([person("w2", "Ines", "Vasseur", "Acme")], rows, new Map([["r1", "w1"]]));
    expect(found.w2).toEqual({ kind: "one", rowId: "r2" });
  });

  test("only the columns the rules look at need reading", () => {
    expect(requiredColumns(rules())).toEqual([
      "externaluseridentifier",
      "firstname",
      "lastname",
      "parentcustomerid",
      "emailaddress1",
    ]);
    expect(lookupsToName(rules())).toEqual(["parentcustomerid"]);
  });
});

describe("matching in bulk, whatever the data", () => {
  const word = fc.constantFrom("Ines", "INES", "Inés", "Paul", "", null);
  const company = fc.constantFrom("Acme", "ACME", "Other", null);
  const people = fc.array(fc.tuple(word, word, company), { maxLength: 12 }).map((list) =>
    list.map(([first, last, at], index) => ({
      id: `w${index}`,
      values: { firstName: first, lastName: last, company: at },
    })),
  );
  const contacts = fc.array(fc.tuple(word, word, company), { maxLength: 12 }).map((list) =>
    list.map(([first, last, at], index) => ({
      id: `r${index}`,
      values: { firstname: first, lastname: last, company: at },
    })),
  );
  const linked = fc
    .array(fc.tuple(fc.integer({ max: 11, min: 0 }), fc.integer({ max: 20, min: 0 })), { maxLength: 6 })
    .map((pairs) => new Map(pairs.map(([row, record]) => [`r${row}`, `w${record}`])));

  test("no row is given to two records, nor one that is linked to another", () => {
    fc.assert(
      fc.property(people, contacts, linked, (records, rows, links) => {
        const found = matchRecords({ rules: rules(), records, rows, linked: links });
        expect(found.size).toBe(records.length);
        const given = [...found].flatMap(([id, each]) =>
          each.kind === "one" ? [[id, each.rowId] as const] : [],
        );
        expect(new Set(given.map(([, rowId]) => rowId)).size).toBe(given.length);
        for (const [id, rowId] of given) expect(links.get(rowId) ?? id).toBe(id);
      }),
    );
  });

  test("the order of records and rows decides nothing", () => {
    fc.assert(
      fc.property(people, contacts, linked, (records, rows, links) => {
        const plain = (found: ReturnType<typeof matchRecords>) =>
          [...found]
            .map(([id, each]) => [id, each.kind, each.kind === "one" ? each.rowId : ""].join(" "))
            .sort();
        const forwards = matchRecords({ rules: rules(), records, rows, linked: links });
        const backwards = matchRecords({
          rules: rules(),
          records: [...records].reverse(),
          rows: [...rows].reverse(),
          linked: links,
        });
        expect(plain(backwards)).toEqual(plain(forwards));
      }),
    );
  });

  test("each of 20,000 records finds its own among 20,000 rows", () => {
    const byEmail: MatchRules = [
      [
        { systemField: "e", column: "e", comparison: "exact" },
        { systemField: "n", column: "n", comparison: "name" },
      ],
    ];
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      id: String(index),
      values: { e: `p${index}`, n: `Person ${index}` },
    }));
    const found = matchRecords({
      rules: compileMatchRules({ matchRules: byEmail, lines: [] }),
      records: many,
      rows: many,
    });
    expect(found.size).toBe(many.length);
    expect([...found.values()].every((each) => each.kind === "one")).toBe(true);
  });
});
