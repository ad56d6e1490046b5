import fc from "fast-check";
import type { MatchRules } from "../../../core/mapping/types";
import { candidateFilter } from "../../../core/match/candidate-filter";
import { compileMatchRules } from "../../../core/match/compile";
import { candidateTests, type ColumnTest } from "../../../core/match/prefilter";
import { mapping } from "../support/contact";

const compiled = (matchRules: MatchRules) => compileMatchRules({ matchRules, lines: [] });
const condition = (comparison: MatchRules[number][number]["comparison"]) => ({
  systemField: "a",
  column: "a",
  comparison,
});

/** What Dataverse does with such a test: it ignores case (its collation), nothing else. */
function passes(test: ColumnTest, values: Record<string, string>): boolean {
  const held = (values[test.column] ?? "").toLowerCase();
  return test.anyOf.some((word) => {
    const wanted = word.toLowerCase();
    if (test.test === "equals") return held === wanted;
    return test.test === "startsWith" ? held.startsWith(wanted) : held.includes(wanted);
  });
}

describe("asking Dataverse for the rows that could match", () => {
  const record = {
    id: "x1",
    values: { firstName: "Ines", lastName: "O'Neil", company: "Acme", primaryEmail: "i@acme.example" },
  };

  test("one group per OR, quotes doubled, the sharpest test alone", () => {
    const filter = candidateFilter(compileMatchRules(mapping()), record)!;
    expect(filter).toContain("(externaluseridentifier eq 'wavecnct_x1') or ");
    expect(filter).toContain("(contains(emailaddress1,'i@acme.example'))");
    expect(filter).toContain("startswith(lastname,'ó')");
    expect(filter.length).toBeLessThan(4_000);
  });

  test("a quote in a value cannot end the literal", () => {
    const rules = compiled([[condition("exact")]]);
    expect(candidateFilter(rules, { id: "1", values: { a: "x' or 1 eq 1 or a eq '" } })).toBe(
      "(a eq 'x'' or 1 eq 1 or a eq ''')",
    );
  });

  test("no values: nothing can match, nothing is asked", () => {
    expect(candidateFilter(compiled([[condition("email")]]), { id: "1", values: { a: null } })).toBe("none");
  });

  test.each(["phone", "url"] as const)(
    "%s alone cannot be asked for: every row must be looked at",
    (comparison) => {
      const values = { a: comparison === "phone" ? "+33123456789" : "acme.example" };
      expect(candidateFilter(compiled([[condition(comparison)]]), { id: "1", values })).toBeNull();
    },
  );

  test("no row that matches is ever filtered away", () => {
    const names = fc.constantFrom(
      "Élodie",
      "elodie",
      "ELODIE",
      "O'Neil",
      "ONeil",
      "’t Hart",
      "t hart",
      "Øystein",
      "oystein",
      "王小明",
      "王 小明",
      "(Bob) Lee",
      "boblee",
      "İpek",
      "ipek",
      "ñu",
      "Nu",
      "Łuk",
      "luk",
      "Straße",
      "STRASSE",
    );
    const comparisons = fc.constantFrom(
      "exact",
      "ignoreCase",
      "name",
      "email",
      "domain",
      "domainWithoutEnding",
    ) as fc.Arbitrary<MatchRules[number][number]["comparison"]>;
    const emails = fc.constantFrom(
      "i@acme.co.uk",
      "I@ACME.co.uk",
      "Ines <i@acme.co.uk>",
      "https://www.acme.co.uk",
      "acme.fr",
    );
    fc.assert(
      fc.property(
        comparisons,
        fc.oneof(names, emails),
        fc.oneof(names, emails),
        (comparison, mine, theirs) => {
          const rules = compiled([[condition(comparison)]]);
          const key = rules.groups[0]!.recordKey({ id: "1", values: { a: mine } });
          if (key === null || key !== rules.groups[0]!.rowKey({ values: { a: theirs } })) return;
          const tests = candidateTests(rules, { id: "1", values: { a: mine } })!;
          expect(tests.some((group) => group.every((test) => passes(test, { a: theirs })))).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
