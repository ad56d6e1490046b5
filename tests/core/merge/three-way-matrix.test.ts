import { mergeField } from "../../../core/merge/merge-field";
import type { MergeInput } from "../../../core/merge/types";
import type { ConflictPolicy, WriteRule } from "../../../core/mapping/types";
import { sameValue } from "../../../core/values/same";

/** The system's change is the newer one, unless a row of the table says otherwise. */
const OLD = "2026-01-01T00:00:00Z";
const NEW = "2026-01-02T00:00:00Z";

function merge(
  values: { base: string | null; system: string | null; dataverse: string | null },
  policy: ConflictPolicy,
  writeRule: WriteRule,
  change: Partial<MergeInput> = {},
) {
  return mergeField({
    system: values.system,
    dataverse: values.dataverse,
    base: values.base === null ? null : { system: values.base, dataverse: values.base },
    asDataverse: { value: values.system },
    asSystem: { value: values.dataverse },
    policy,
    writeRule,
    toDataverse: true,
    toSystem: true,
    systemModifiedOn: NEW,
    dataverseModifiedOn: OLD,
    sameInSystem: sameValue,
    sameInDataverse: sameValue,
    ...change,
  });
}

const CASES = {
  "no base, both differ": { base: null, system: "W", dataverse: "D" },
  "no base, only Wave has a value": { base: null, system: "W", dataverse: null },
  "no base, only Dynamics has a value": { base: null, system: null, dataverse: "D" },
  "only Wave changed": { base: "B", system: "W", dataverse: "B" },
  "only Dynamics changed": { base: "B", system: "B", dataverse: "D" },
  "only Wave cleared": { base: "B", system: null, dataverse: "B" },
  "only Dynamics cleared": { base: "B", system: "B", dataverse: null },
  "both changed to the same": { base: "B", system: "X", dataverse: "X" },
  "both differ": { base: "B", system: "W", dataverse: "D" },
  "nothing changed": { base: "B", system: "B", dataverse: "B" },
} as const;

const W = "writeDataverse W";
const D = "writeSystem D";
const CLEAR_D = "writeDataverse null";
const CLEAR_W = "writeSystem null";

describe("merge: {base} x {policy} x {write rule}", () => {
  // Columns: case | write rule | system | dataverse | newest (Wave is newer) | ask
  test.each<[keyof typeof CASES, WriteRule, string, string, string, string]>([
    [
      "no base, both differ",
      "overwrite",
      `${W} bothChangedSystemWins`,
      `${D} bothChangedDataverseWins`,
      `${W} bothChangedNewestWins`,
      "conflict bothChangedAsk",
    ],
    [
      "no base, both differ",
      "onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
    ],
    [
      "no base, only Wave has a value",
      "overwrite",
      `${W} firstSync`,
      `${W} firstSync`,
      `${W} firstSync`,
      `${W} firstSync`,
    ],
    [
      "no base, only Wave has a value",
      "onlyWhenEmpty",
      `${W} firstSync`,
      `${W} firstSync`,
      `${W} firstSync`,
      `${W} firstSync`,
    ],
    [
      "no base, only Dynamics has a value",
      "overwrite",
      `${D} firstSync`,
      `${D} firstSync`,
      `${D} firstSync`,
      `${D} firstSync`,
    ],
    [
      "no base, only Dynamics has a value",
      "onlyWhenEmpty",
      `${D} firstSync`,
      `${D} firstSync`,
      `${D} firstSync`,
      `${D} firstSync`,
    ],
    [
      "only Wave changed",
      "overwrite",
      `${W} changedInSystem`,
      `${W} changedInSystem`,
      `${W} changedInSystem`,
      `${W} changedInSystem`,
    ],
    [
      "only Wave changed",
      "onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
    ],
    [
      "only Dynamics changed",
      "overwrite",
      `${D} changedInDataverse`,
      `${D} changedInDataverse`,
      `${D} changedInDataverse`,
      `${D} changedInDataverse`,
    ],
    [
      "only Dynamics changed",
      "onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
    ],
    [
      "only Wave cleared",
      "overwrite",
      `${CLEAR_D} changedInSystem`,
      `${CLEAR_D} changedInSystem`,
      `${CLEAR_D} changedInSystem`,
      `${CLEAR_D} changedInSystem`,
    ],
    [
      "only Wave cleared",
      "onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
    ],
    [
      "only Dynamics cleared",
      "overwrite",
      `${CLEAR_W} changedInDataverse`,
      `${CLEAR_W} changedInDataverse`,
      `${CLEAR_W} changedInDataverse`,
      `${CLEAR_W} changedInDataverse`,
    ],
    [
      "only Dynamics cleared",
      "onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
    ],
    [
      "both changed to the same",
      "overwrite",
      "unchanged same",
      "unchanged same",
      "unchanged same",
      "unchanged same",
    ],
    [
      "both changed to the same",
      "onlyWhenEmpty",
      "unchanged same",
      "unchanged same",
      "unchanged same",
      "unchanged same",
    ],
    [
      "both differ",
      "overwrite",
      `${W} bothChangedSystemWins`,
      `${D} bothChangedDataverseWins`,
      `${W} bothChangedNewestWins`,
      "conflict bothChangedAsk",
    ],
    [
      "both differ",
      "onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
      "leftOut onlyWhenEmpty",
    ],
    ["nothing changed", "overwrite", "unchanged same", "unchanged same", "unchanged same", "unchanged same"],
    [
      "nothing changed",
      "onlyWhenEmpty",
      "unchanged same",
      "unchanged same",
      "unchanged same",
      "unchanged same",
    ],
  ])("%s, %s", (name, writeRule, ...expected) => {
    const policies: ConflictPolicy[] = ["system", "dataverse", "newest", "ask"];
    const got = policies.map((policy) => {
      const { verdict, reason, result } = merge(CASES[name], policy, writeRule);
      return result === undefined ? `${verdict} ${reason}` : `${verdict} ${String(result)} ${reason}`;
    });
    expect(got).toEqual(expected);
  });
});

describe("the newest change wins", () => {
  test("when Dynamics changed later, its value goes to the system", () => {
    const got = merge(CASES["both differ"], "newest", "overwrite", {
      systemModifiedOn: OLD,
      dataverseModifiedOn: NEW,
    });
    expect(got).toEqual({ verdict: "writeSystem", reason: "bothChangedNewestWins", result: "D" });
  });

  test.each([
    ["at the same moment", NEW, NEW],
    ["in the same second, of which Dynamics keeps no fractions", "2026-01-02T00:00:00.900Z", NEW],
    ["the system does not say when", undefined, NEW],
    ["Dynamics does not say when", NEW, undefined],
    ["a time nobody can read", "yesterday", NEW],
  ])("%s: a person is asked", (_name, systemModifiedOn, dataverseModifiedOn) => {
    const got = merge(CASES["both differ"], "newest", "overwrite", { systemModifiedOn, dataverseModifiedOn });
    expect(got).toEqual({ verdict: "conflict", reason: "bothChangedAsk" });
  });
});

describe("one way only", () => {
  test.each([
    [
      "a change on the side that is only read stays there",
      "only Dynamics changed",
      "system",
      "leftOut",
      "oneWay",
    ],
    ["the system's change goes through", "only Wave changed", "system", "writeDataverse", "changedInSystem"],
    [
      "where Dynamics wins, nothing is written and the policy is the reason",
      "both differ",
      "dataverse",
      "leftOut",
      "bothChangedDataverseWins",
    ],
    [
      "both changed and nobody may guess: a person is asked",
      "both differ",
      "ask",
      "conflict",
      "bothChangedAsk",
    ],
  ] as const)("%s", (_name, values, policy, verdict, reason) => {
    expect(merge(CASES[values], policy, "overwrite", { toSystem: "oneWay" })).toMatchObject({
      verdict,
      reason,
    });
  });

  test("a sync that may write neither side writes nothing", () => {
    const got = merge(CASES["both differ"], "system", "overwrite", {
      toSystem: "oneWay",
      toDataverse: "notThisWay",
    });
    expect(got).toEqual({ verdict: "leftOut", reason: "notThisWay" });
  });
});

describe("a person's answer to a conflict", () => {
  test.each([
    ["system", "writeDataverse", "W"],
    ["dataverse", "writeSystem", "D"],
  ] as const)(
    "%s: that side's value is written, whatever policy and write rule say",
    (decision, verdict, result) => {
      expect(merge(CASES["both differ"], "ask", "onlyWhenEmpty", { decision })).toEqual({
        verdict,
        reason: "decided",
        result,
      });
    },
  );
});

describe("a person's choice of a side that the line never brings over", () => {
  const choice = { decision: "system", toDataverse: "oneWay" } as const;

  test("settles what both sides differ in, as it is", () => {
    expect(merge(CASES["both differ"], "dataverse", "overwrite", choice)).toEqual({
      verdict: "unchanged",
      reason: "decided",
    });
  });

  test("says nothing about what is typed meanwhile: that goes over", () => {
    expect(merge(CASES["only Dynamics changed"], "dataverse", "overwrite", choice)).toMatchObject({
      verdict: "writeSystem",
      reason: "changedInDataverse",
    });
  });
});

describe("a question that is open", () => {
  const POLICIES: readonly ConflictPolicy[] = ["system", "dataverse", "newest", "ask"];

  test.each(["no base, both differ", "only Wave changed", "only Dynamics changed", "both differ"] as const)(
    "is not answered by any policy, nor by a later edit: %s",
    (name) => {
      for (const policy of POLICIES)
        expect(merge(CASES[name], policy, "overwrite", { open: true })).toEqual({
          verdict: "conflict",
          reason: "bothChangedAsk",
        });
    },
  );

  test("is over when a person answers, or both sides hold the same", () => {
    const decided = { open: true, decision: "system" } as const;
    expect(merge(CASES["both differ"], "dataverse", "overwrite", decided)).toMatchObject({ result: "W" });
    for (const name of ["both changed to the same", "nothing changed"] as const)
      expect(merge(CASES[name], "ask", "overwrite", { open: true }).verdict).toBe("unchanged");
  });

  test("is of no interest where nothing may be written", () => {
    const nowhere = { open: true, toSystem: "oneWay", toDataverse: "oneWay" } as const;
    expect(merge(CASES["both differ"], "ask", "overwrite", nowhere).verdict).toBe("leftOut");
  });
});

describe("an edited cut", () => {
  const values = {
    system: "A long company name",
    dataverse: "A long co.",
    base: { system: "A long company name", dataverse: "A long com" },
    asDataverse: { value: "A long com", cutTo: 10 },
  };

  test.each<[ConflictPolicy, string]>([
    ["ask", "conflict partWouldBeLost"],
    ["newest", "conflict partWouldBeLost"],
    ["system", "leftOut bothChangedSystemWins"],
    ["dataverse", "writeSystem changedInDataverse"],
  ])("under %s: %s", (policy, expected) => {
    const { verdict, reason } = merge(CASES["both differ"], policy, "overwrite", values);
    expect(`${verdict} ${reason}`).toBe(expected);
  });

  test("stays the same question, whatever policy comes after", () => {
    const got = merge(CASES["both differ"], "dataverse", "overwrite", { ...values, open: true });
    expect(got).toEqual({ verdict: "conflict", reason: "partWouldBeLost" });
  });

  // Each row of the table is a cut that is not what was agreed on: then the other side has changed, too.
  test.each<[ConflictPolicy, string]>([
    ["ask", "conflict bothChangedAsk"],
    ["newest", "writeDataverse bothChangedNewestWins"],
    ["system", "writeDataverse bothChangedSystemWins"],
    ["dataverse", "writeSystem bothChangedDataverseWins"],
  ])(
    "under %s, when the long value has changed as well, it is settled as any other: %s",
    (policy, expected) => {
      const both = {
        ...values,
        asDataverse: { value: "Another lo", cutTo: 10 },
        system: "Another long name",
      };
      const { verdict, reason } = merge(CASES["both differ"], policy, "overwrite", both);
      expect(`${verdict} ${reason}`).toBe(expected);
    },
  );

  test("is sent where what was agreed on was no cut of the long value", () => {
    const agreedOnSomethingElse = {
      ...values,
      base: { system: "A long company name", dataverse: "Hers once" },
      dataverse: "Hers now",
    };
    expect(merge(CASES["both differ"], "newest", "overwrite", agreedOnSomethingElse)).toEqual({
      verdict: "writeSystem",
      reason: "changedInDataverse",
      result: "D",
    });
  });
});
