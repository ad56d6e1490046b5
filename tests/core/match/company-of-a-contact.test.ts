import { associate } from "../../../core/match/associate";
import { compileMatchRules } from "../../../core/match/compile";
import { createRowIndex } from "../../../core/match/row-index";
import type { MatchRules } from "../../../core/mapping/types";
import { record } from "../support/contact";

const byDomainOrName: MatchRules = [
  [{ systemField: "primaryEmail", column: "websiteurl", comparison: "domain" }],
  [{ systemField: "company", column: "name", comparison: "name" }],
];

const rules = compileMatchRules({ matchRules: byDomainOrName, lines: [] });
const index = createRowIndex(rules);
for (const [id, name, websiteurl] of [
  ["a1", "Acme", "https://www.acme.example"],
  ["a2", "Globex", "globex.test"],
  ["a3", "Globex France", "https://globex.test/fr"],
] as const) {
  index.add({ id, values: { name, websiteurl } });
}

describe("the account of a contact", () => {
  test.each([
    [
      "by the domain of the email address",
      { primaryEmail: "ines@acme.example" },
      { kind: "one", rowId: "a1" },
    ],
    ["by the company's name", { company: "ACME" }, { kind: "one", rowId: "a1" }],
    [
      "two accounts share the domain: never a guess",
      { primaryEmail: "x@globex.test" },
      { kind: "several", rowIds: ["a2", "a3"] },
    ],
    ["a mail provider's domain joins nobody", { primaryEmail: "ines@gmail.com" }, { kind: "none" }],
    ["no company at all", { company: null }, { kind: "none" }],
  ])("%s", (_name, values, expected) => {
    expect(associate([record(values)], index).get("clx1")).toEqual(expected);
  });

  test("a whole team may belong to one account", () => {
    const team = [1, 2, 3].map((n) => record({ primaryEmail: `p${n}@acme.example` }, { id: `w${n}` }));
    expect([...associate(team, index).values()]).toEqual(team.map(() => ({ kind: "one", rowId: "a1" })));
  });
});
