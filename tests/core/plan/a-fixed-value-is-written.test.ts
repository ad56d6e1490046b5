import type { ConflictPolicy } from "../../../core/mapping/types";
import { nextBase, writesNothing, writesOf } from "../../../core/plan/apply";
import { recordDiffersFromBase, rowDiffersFromBase } from "../../../core/plan/differs-from-base";
import type { PlanInput } from "../../../core/plan/input";
import { planRecord } from "../../../core/plan/plan-record";
import { CONTACT_COLUMNS, line, mapping, record, row } from "../support/contact";

const OWN_ID = { externaluseridentifier: "wavecnct_clx1" };
const POLICIES: readonly ConflictPolicy[] = ["system", "dataverse", "newest", "ask"];

const intoDynamics = (conflict: ConflictPolicy) =>
  line("source", "jobtitle", {
    kind: "fixed",
    systemField: undefined,
    direction: "toDataverse",
    value: "Wave",
    conflict,
  });

const intoWave = (conflict: ConflictPolicy) =>
  line("city", "company", {
    kind: "fixed",
    systemField: "city",
    direction: "toSystem",
    value: "Berlin",
    conflict,
  });

function input(lines: ReturnType<typeof line>[], title: string | null, city: string | null): PlanInput {
  return {
    mapping: mapping({ lines }),
    system: record({ city }),
    row: row({ jobtitle: title, company: null, ...OWN_ID }),
    base: null,
    columns: CONTACT_COLUMNS,
    direction: "both",
    linked: true,
  };
}

describe.each(POLICIES)("a fixed value, where the policy for conflicts is %s", (policy) => {
  test("is written over whatever Dynamics holds, and nobody is asked", () => {
    const plan = planRecord(input([intoDynamics(policy)], "Sales", null));
    expect(plan.outcome).toBe("updated");
    expect(writesOf(plan)).toEqual({ dataverse: { jobtitle: "Wave" }, system: {} });
  });

  test("is written over whatever Wave holds, and nobody is asked", () => {
    const plan = planRecord(input([intoWave(policy)], null, "Hamburg"));
    expect(plan.outcome).toBe("updated");
    expect(writesOf(plan)).toEqual({ dataverse: {}, system: { city: "Berlin" } });
  });

  test("is not written again where it stands", () => {
    const given = input([intoDynamics(policy), intoWave(policy)], "Wave", "Berlin");
    expect(writesNothing(planRecord(given))).toBe(true);
  });
});

describe("a write rule may keep it from what people wrote", () => {
  test.each(["onlyWhenEmpty", "emptyOrOurs"] as const)("%s", (writeRule) => {
    const given = input([{ ...intoDynamics("newest"), writeRule }], "Fair 2026", null);
    expect(writesNothing(planRecord(given))).toBe(true);
    const base = { system: { source: "Wave" }, dataverse: { source: "Wave" } };
    expect(writesNothing(planRecord({ ...given, base }))).toBe(true);
  });
});

describe("a comparison finds a fixed value that somebody replaced", () => {
  const given = input([intoDynamics("newest"), intoWave("newest")], null, null);
  const base = nextBase(planRecord(given), null);
  const comparing = { mapping: given.mapping, columns: CONTACT_COLUMNS };
  const rowWith = (jobtitle: string) => row({ jobtitle, company: null, ...OWN_ID });

  test("in Dynamics", () => {
    expect(rowDiffersFromBase(comparing, rowWith("Wave"), base, "clx1")).toBe(false);
    expect(rowDiffersFromBase(comparing, rowWith("Sales"), base, "clx1")).toBe(true);
  });

  test("in Wave", () => {
    expect(recordDiffersFromBase(comparing, record({ city: "Berlin" }), base)).toBe(false);
    expect(recordDiffersFromBase(comparing, record({ city: "Hamburg" }), base)).toBe(true);
  });

  test("not where the mapping does not write to that side", () => {
    const oneWay = { ...comparing, mapping: { ...given.mapping, direction: "toDataverse" as const } };
    expect(recordDiffersFromBase(oneWay, record({ city: "Hamburg" }), base)).toBe(false);
  });
});
