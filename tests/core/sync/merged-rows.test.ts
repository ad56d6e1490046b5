import { followMerge } from "../../../core/sync/follow-merge";

const links = [
  { externalId: "w1", rowId: "aaaa" },
  { externalId: "w2", rowId: "bbbb" },
];

describe("Dynamics merged two contacts", () => {
  test.each([
    ["the link follows the master", "AAAA", "cccc", { kind: "move", externalId: "w1", toRowId: "cccc" }],
    ["the losing row was not linked", "cccc", "aaaa", { kind: "nothing" }],
    [
      "both were linked: the two are doubled in the system",
      "aaaa",
      "bbbb",
      { kind: "doubled", externalId: "w1", masterExternalId: "w2" },
    ],
    ["a row merged into itself", "aaaa", "AAAA", { kind: "nothing" }],
  ])("%s", (_name, losing, master, expected) => {
    expect(followMerge(links, losing, master)).toEqual(expected);
  });
});
