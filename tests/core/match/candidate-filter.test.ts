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

  test("the table's own key is compared with a GUID, and with nothing else", () => {
    const rules = compiled([[condition("ignoreCase")]]);
    const filter = (a: string) => candidateFilter(rules, { id: "1", values: { a } }, "a");
    const guid = "0f7c1c1e-0000-4000-8000-00000000000a";
    expect(filter(guid.toUpperCase())).toBe(`(a eq ${guid})`);
    expect(filter("0015g00000XyZ12AAF")).toBe("none");
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

  describe("no row that matches is ever filtered away", () => {
    const names = [
      ...[
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
      ],
      ...[
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
        "ẞtraße",
        "Æsa",
        "aesa",
      ],
    ];
    const marks = [
      "i@acme.co.uk",
      "I@ACME.co.uk",
      "Ines <i@acme.co.uk>",
      "https://www.acme.co.uk",
      "acme.fr",
    ];
    const values = [...names, ...marks];

    test.each(["exact", "ignoreCase", "name", "email", "domain", "domainWithoutEnding"] as const)(
      "%s",
      (comparison) => {
        const rules = compiled([[condition(comparison)]]);
        const group = rules.groups[0]!;
        let same = 0;
        for (const mine of values) {
          const record = { id: "1", values: { a: mine } };
          const [key = null] = group.recordKeys(record);
          for (const theirs of values) {
            if (key === null || key !== group.rowKey({ values: { a: theirs } })) continue;
            same += 1;
            const passed = candidateTests(rules, record)!.some((tests) =>
              tests.every((test) => passes(test, { a: theirs })),
            );
            expect([mine, theirs, passed]).toEqual([mine, theirs, true]);
          }
        }
        expect(same).toBeGreaterThan(0);
      },
    );
  });
});
