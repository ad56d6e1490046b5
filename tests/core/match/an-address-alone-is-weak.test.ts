import { compileMatchRules } from "../../../core/match/compile";
import { matchRecords } from "../../../core/match/match-records";
import { createRowIndex } from "../../../core/match/row-index";
import { isWeakGroup } from "../../../core/mapping/weak-group";
import type { MatchRules } from "../../../core/mapping/types";

const email = { systemField: "mail", column: "emailaddress1", comparison: "email" } as const;
const names = [
  { systemField: "first", column: "firstname", comparison: "name" },
  { systemField: "last", column: "lastname", comparison: "name" },
] as const;

/** "First Name AND Last Name, OR by Professional Email". */
const RULES: MatchRules = [names, [email]];

const record = (id: string, first: string, last: string, mail: string | null) => ({
  id,
  values: { first, last, mail },
});
const row = (id: string, firstname: string, lastname: string, emailaddress1: string | null) => ({
  id,
  values: { firstname, lastname, emailaddress1 },
});

type Records = readonly ReturnType<typeof record>[];
type Rows = readonly ReturnType<typeof row>[];

function match(records: Records, rows: Rows, linked: Readonly<Record<string, string>> = {}) {
  const rules = compileMatchRules({ matchRules: RULES, lines: [] });
  return matchRecords({ rules, records, rows, linked: new Map(Object.entries(linked)) });
}

const ANA = record("ana", "Ana", "Ruiz", "ana@example.com");

describe("First AND last name, OR the email address", () => {
  test("either is enough", () => {
    expect(match([ANA], [row("r", "ANA", "ruiz", null)]).get("ana")).toEqual({ kind: "one", rowId: "r" });
    expect(match([ANA], [row("r", "A.", "Ruiz Soler", "Ana@Example.com")]).get("ana")).toEqual({
      kind: "one",
      rowId: "r",
    });
  });

  test("an address that two rows have joins nobody", () => {
    const rows = [
      row("r1", "Info", "Desk", "ana@example.com"),
      row("r2", "Front", "Desk", "ana@example.com"),
    ];
    expect(match([ANA], rows).get("ana")).toEqual({ kind: "several", rowIds: ["r1", "r2"] });
  });

  test("not even where one of the two rows belongs to another record", () => {
    const rows = [
      row("r1", "Info", "Desk", "ana@example.com"),
      row("r2", "Front", "Desk", "ana@example.com"),
    ];
    expect(match([ANA], rows, { r1: "other" }).get("ana")).toEqual({ kind: "several", rowIds: ["r1", "r2"] });
  });

  test("an address that two records have joins nobody", () => {
    const both = [ANA, record("leo", "Leo", "Ruiz", "ana@example.com")];
    const found = match(both, [row("r", "Info", "Desk", "ana@example.com")]);
    for (const { id } of both)
      expect(found.get(id)).toEqual({ kind: "contested", rowId: "r", recordIds: ["ana", "leo"] });
  });

  test("the name joins as ever, also where the address is shared with a row that is taken", () => {
    const rows = [row("r1", "Leo", "Ruiz", "ana@example.com"), row("r2", "Ana", "Ruiz", "ana@example.com")];
    expect(match([ANA], rows, { r1: "leo" }).get("ana")).toEqual({ kind: "one", rowId: "r2" });
  });

  test("a row found by name and address is not found weakly", () => {
    const index = createRowIndex(compileMatchRules({ matchRules: RULES, lines: [] }));
    index.add(row("named", "Ana", "Ruiz", null));
    index.add(row("addressed", "Info", "Desk", "ana@example.com"));
    expect(["named", "addressed"].map((id) => index.fitsWeakly(ANA, id))).toEqual([false, true]);
  });
});

describe("what is weak", () => {
  const domain = { ...email, comparison: "domain" } as const;
  test.each([
    ["an address", [email], true],
    ["an address compared letter for letter", [{ ...email, comparison: "exact" } as const], true],
    ["an address and its domain", [email, domain], true],
    ["an address with a name", [email, names[0]], false],
    ["a name", [names[0]], false],
    ["a domain: no address at all", [domain], false],
  ])("%s", (_name, group, weak) => {
    expect(isWeakGroup(group)).toBe(weak);
  });
});
