import fc from "fast-check";
import type { ConflictPolicy } from "../../../core/mapping/types";
import { nextBase, rowAfter, systemRecordAfter, writesNothing, writesOf } from "../../../core/plan/apply";
import { recordDiffersFromBase, rowDiffersFromBase } from "../../../core/plan/differs-from-base";
import type { PlanInput } from "../../../core/plan/input";
import { planRecord } from "../../../core/plan/plan-record";
import { CONTACT_COLUMNS, line, mapping, record, row } from "../support/contact";

const OWN_ID = { externaluseridentifier: "wavecnct_clx1" };
const TIE = "2026-09-21T09:00:00Z";

/** Both sides have changed the job title in the same second: nobody can say which is newer, so a person is asked. */
function asked(conflict: ConflictPolicy = "newest"): PlanInput {
  return {
    mapping: mapping({ lines: [line("jobTitle", "jobtitle", { conflict })] }),
    system: record({ jobTitle: "Head" }, { modifiedOn: TIE }),
    row: row({ jobtitle: "Chief", ...OWN_ID }, { modifiedOn: TIE }),
    base: { system: { jobTitle: "Buyer" }, dataverse: { jobTitle: "Buyer" } },
    columns: CONTACT_COLUMNS,
    direction: "both",
    linked: true,
  };
}

/** Both sides and the base after this look. */
function looked(input: PlanInput): PlanInput {
  const plan = planRecord(input);
  return {
    ...input,
    row: rowAfter(plan, input.row!),
    system: systemRecordAfter(plan, input.system!),
    base: nextBase(plan, input.base),
  };
}

const inWave = (input: PlanInput, jobTitle: string, modifiedOn: string): PlanInput => ({
  ...input,
  system: record({ jobTitle }, { modifiedOn }),
});

const inDynamics = (input: PlanInput, jobtitle: string, modifiedOn: string): PlanInput => ({
  ...input,
  row: row({ jobtitle, ...OWN_ID }, { modifiedOn }),
});

describe("a question that is open stays open until a person answers it", () => {
  test("ten later edits, each the newest, answer nothing", () => {
    let now = looked(asked());
    for (let edit = 1; edit <= 10; edit++) {
      const on = `2026-09-21T1${edit - 1}:00:00Z`;
      now = edit % 2 === 0 ? inWave(now, `Wave ${edit}`, on) : inDynamics(now, `Dynamics ${edit}`, on);
      const plan = planRecord(now);
      expect(plan.outcome).toBe("conflict");
      expect(plan.fields[0]).toMatchObject({ verdict: "conflict", reason: "bothChangedAsk" });
      expect(writesNothing(plan)).toBe(true);
      now = looked(now);
    }
  });

  test("nor does a side that goes back to what it was", () => {
    const now = inDynamics(looked(asked()), "Buyer", "2026-09-22T09:00:00Z");
    expect(planRecord(now).outcome).toBe("conflict");
    expect(planRecord(looked(now)).outcome).toBe("conflict");
  });

  test("whatever the values, the times and the policy", () => {
    const values = fc.constantFrom("Buyer", "Head", "Chief", "Boss");
    const times = fc.constantFrom(TIE, "2026-09-22T09:00:00Z", "2026-09-20T09:00:00Z");
    const edit = fc.record({ wave: fc.boolean(), value: values, on: times });
    const policies = fc.constantFrom<ConflictPolicy>("newest", "ask");
    fc.assert(
      fc.property(policies, fc.array(edit, { minLength: 1, maxLength: 12 }), (policy, edits) => {
        let now = looked(asked(policy));
        for (const { wave, value, on } of edits) {
          now = wave ? inWave(now, value, on) : inDynamics(now, value, on);
          // Two people who write the same have agreed.
          if (now.system!.values.jobTitle === now.row!.values.jobtitle) return;
          expect(writesNothing(planRecord(now))).toBe(true);
          expect(planRecord(now).outcome).toBe("conflict");
          now = looked(now);
        }
      }),
    );
  });

  test("a comparison of both sides always looks at it again", () => {
    const { base, row: held, system, mapping: rules } = inDynamics(looked(asked()), "Buyer", TIE);
    const comparing = { mapping: rules, columns: CONTACT_COLUMNS };
    expect(rowDiffersFromBase(comparing, held!, base, "clx1")).toBe(true);
    expect(recordDiffersFromBase(comparing, record({ ...system!.values, jobTitle: "Buyer" }), base)).toBe(
      true,
    );
  });
});

describe("what answers it", () => {
  test.each(["system", "dataverse"] as const)("a person who chooses %s", (side) => {
    const answered = { ...looked(asked()), decisions: { jobTitle: side } };
    const plan = planRecord(answered);
    expect(plan.outcome).toBe("updated");
    expect(writesOf(plan)).toEqual(
      side === "system"
        ? { dataverse: { jobtitle: "Head" }, system: {} }
        : { dataverse: {}, system: { jobTitle: "Chief" } },
    );
    expect(nextBase(plan, answered.base).open).toBeUndefined();
  });

  test("both sides holding the same", () => {
    const now = inWave(looked(asked()), "Chief", "2026-09-22T09:00:00Z");
    const plan = planRecord(now);
    expect(plan.outcome).toBe("unchanged");
    expect(nextBase(plan, now.base)).toEqual({
      system: { jobTitle: "Chief" },
      dataverse: { jobTitle: "Chief" },
    });
  });

  test("after the answer, the newest change counts again", () => {
    const answered = looked({ ...looked(asked()), decisions: { jobTitle: "system" } });
    const { decisions: _given, ...now } = inWave(answered, "Director", "2026-09-22T09:00:00Z");
    expect(writesOf(planRecord(now)).dataverse).toEqual({ jobtitle: "Director" });
  });

  test("on a line that never writes to Wave, keeping Dynamics' value is an answer too, and is not asked again", () => {
    const oneWay = {
      ...asked("ask"),
      mapping: mapping({ lines: [line("jobTitle", "jobtitle", { direction: "toDataverse" })] }),
    };
    const answered = { ...looked(oneWay), decisions: { jobTitle: "dataverse" as const } };
    expect(planRecord(answered).outcome).toBe("unchanged");
    const { decisions: _given, ...now } = looked(answered);
    expect(planRecord(now).outcome).toBe("unchanged");
  });
});
