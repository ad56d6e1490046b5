import { compileMatchRules } from "../../../core/match/compile";
import { createRecordIndex } from "../../../core/match/record-index";
import type { MatchRules } from "../../../core/mapping/types";

const byName = { systemField: "lastName", column: "lastname", comparison: "name" } as const;
const byEmail = { systemField: "email", column: "emailaddress1", comparison: "email" } as const;

function indexOf(matchRules: MatchRules) {
  return createRecordIndex(compileMatchRules({ matchRules, lines: [] }));
}

describe("records that are the same as a row", () => {
  it("fit under any group, each once", () => {
    const index = indexOf([[byName, byEmail], [byName]]);
    index.add({ id: "a", values: { lastName: "Núñez", email: "a@acme.example" } });
    index.add({ id: "b", values: { lastName: "Nunez" } });
    index.add({ id: "c", values: { lastName: "Other" } });
    const row = { values: { lastname: "NUNEZ", emailaddress1: "A@acme.example" } };
    expect(index.like(row)).toEqual([
      { id: "a", weakly: false },
      { id: "b", weakly: false },
    ]);
    expect(index.like({ values: { lastname: null } })).toEqual([]);
  });

  it("fit weakly where they share an address and nothing else", () => {
    const index = indexOf([[byEmail], [byName]]);
    index.add({ id: "a", values: { lastName: "One", email: "office@acme.example" } });
    index.add({ id: "b", values: { lastName: "Two", email: "office@acme.example" } });
    const row = { values: { lastname: "Two", emailaddress1: "office@acme.example" } };
    expect(index.like(row)).toEqual([
      { id: "a", weakly: true },
      { id: "b", weakly: false },
    ]);
  });

  it("fit by any of several addresses", () => {
    const index = indexOf([[byName, byEmail]]);
    index.add({ id: "a", values: { lastName: "One", email: "old@acme.example, One@Acme.example" } });
    const withAddress = (emailaddress1: string) =>
      index.like({ values: { lastname: "One", emailaddress1 } }).map(({ id }) => id);
    expect(["old@acme.example", "one@acme.example", "other@acme.example"].map(withAddress)).toEqual([
      ["a"],
      ["a"],
      [],
    ]);
  });

  it("are found by what they say now", () => {
    const index = indexOf([[byName]]);
    index.add({ id: "a", values: { lastName: "Before" } });
    index.add({ id: "a", values: { lastName: "After" } });
    expect(index.like({ values: { lastname: "Before" } })).toEqual([]);
    expect(index.like({ values: { lastname: "After" } })).toHaveLength(1);
  });
});
