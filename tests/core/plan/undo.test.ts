import fc from "fast-check";
import { nextBase, rowAfter, systemRecordAfter, writesNothing, writesOf } from "../../../core/plan/apply";
import type { PlanInput } from "../../../core/plan/input";
import { journalOf } from "../../../core/plan/journal";
import { planRecord } from "../../../core/plan/plan-record";
import { planUndo, type UndoInput } from "../../../core/plan/plan-undo";
import type { Row, SystemRecord } from "../../../core/records";
import { CONTACT_COLUMNS, line, mapping, record, row } from "../support/contact";

const OWN_ID = { externaluseridentifier: "wavecnct_clx1" };

const start: PlanInput = {
  mapping: mapping({ lines: [line("jobTitle", "jobtitle"), line("lastName", "lastname")] }),
  system: record({ jobTitle: "CFO", lastName: "Vasseur" }),
  row: row({ jobtitle: "Buyer", lastname: "Vasseur-Roy", ...OWN_ID }),
  base: {
    system: { jobTitle: "Buyer", lastName: "Vasseur" },
    dataverse: { jobTitle: "Buyer", lastName: "Vasseur" },
  },
  columns: CONTACT_COLUMNS,
  direction: "both",
};
const ran = planRecord(start);
const afterRow = rowAfter(ran, start.row!);
const afterSystem = systemRecordAfter(ran, start.system!);

function undo(change: Partial<UndoInput> = {}) {
  return planUndo({
    journal: journalOf(ran),
    row: afterRow,
    system: afterSystem,
    base: nextBase(ran, start.base),
    columns: CONTACT_COLUMNS,
    ...change,
  });
}

const edit = <T extends Row | SystemRecord>(side: T, values: T["values"]): T => ({
  ...side,
  values: { ...side.values, ...values },
});

describe("undoing a run, one record", () => {
  test("what the run wrote goes back, on both sides", () => {
    const plan = undo();
    expect(plan.outcome).toBe("updated");
    expect(writesOf(plan)).toEqual({ dataverse: { jobtitle: "Buyer" }, system: { lastName: "Vasseur" } });
    expect(plan.fields.map((field) => field.reason)).toEqual(["undone", "undone"]);
  });

  test("what changed since is left alone and reported, the rest goes back", () => {
    const plan = undo({ row: edit(afterRow, { jobtitle: "Chief" }) });
    expect(plan.outcome).toBe("updated");
    expect(writesOf(plan)).toEqual({ dataverse: {}, system: { lastName: "Vasseur" } });
    expect(plan.fields[0]).toMatchObject({
      verdict: "leftOut",
      reason: "changedSinceRun",
      dataverse: "Chief",
    });
  });

  test("everything changed since: nothing is written, a person is told", () => {
    const plan = undo({
      row: edit(afterRow, { jobtitle: "Chief" }),
      system: edit(afterSystem, { lastName: "Roy" }),
    });
    expect(plan).toMatchObject({ outcome: "skipped", issue: { code: "CHANGED_SINCE_RUN" } });
    expect(writesNothing(plan)).toBe(true);
  });

  test("undoing twice changes nothing the second time", () => {
    const first = undo();
    const second = undo({ row: rowAfter(first, afterRow), system: systemRecordAfter(first, afterSystem) });
    expect(second.outcome).toBe("unchanged");
    expect(writesNothing(second)).toBe(true);
  });

  test("the next sync does not do again what was undone", () => {
    const back = undo();
    const next = planRecord({
      ...start,
      row: rowAfter(back, afterRow),
      system: systemRecordAfter(back, afterSystem),
      base: nextBase(back, nextBase(ran, start.base)),
    });
    expect(writesNothing(next)).toBe(true);
  });

  test("two existing records the run joined are parted again, the external ID goes too", () => {
    const joining = planRecord({ ...start, base: null, row: row({ jobtitle: null, lastname: "Vasseur" }) });
    const joined = rowAfter(joining, row({ jobtitle: null, lastname: "Vasseur" }));
    const plan = undo({ journal: journalOf(joining, true), row: joined, system: start.system });
    expect(plan).toMatchObject({ outcome: "updated", action: "unlink" });
    expect(writesOf(plan).dataverse).toEqual({ jobtitle: null, externaluseridentifier: null });
  });
});

describe("undoing the creation of a record", () => {
  const creating = planRecord({ ...start, row: null, base: null });
  const made = row({ ...writesOf(creating).dataverse });
  const created = (change: Partial<UndoInput> = {}) =>
    planUndo({
      journal: journalOf(creating),
      row: made,
      system: start.system,
      base: nextBase(creating, null),
      columns: CONTACT_COLUMNS,
      ...change,
    });

  test.each([
    [undefined, "updated", "deactivateRow"],
    ["deactivate", "updated", "deactivateRow"],
    ["delete", "updated", "deleteRow"],
    ["keep", "unchanged", "unlink"],
  ] as const)("by policy %s: %s %s", (policy, outcome, action) => {
    expect(created(policy ? { created: policy } : {})).toEqual({ outcome, action, fields: [] });
  });

  test("a row somebody has worked on stays, whole", () => {
    const plan = created({ created: "delete", row: edit(made, { lastname: "Roy" }) });
    expect(plan).toMatchObject({ outcome: "skipped", issue: { code: "CHANGED_SINCE_RUN" } });
    expect(writesNothing(plan)).toBe(true);
  });

  test("a row that is gone or inactive already needs nothing but the end of its link", () => {
    expect(created({ row: null })).toEqual({ outcome: "unchanged", action: "unlink", fields: [] });
    expect(created({ row: { ...made, active: false } })).toEqual({
      outcome: "unchanged",
      action: "unlink",
      fields: [],
    });
  });

  test("a record created in the system is taken back there", () => {
    const pushed = planRecord({ ...start, system: null, base: null });
    const plan = planUndo({
      journal: journalOf(pushed),
      row: start.row,
      system: record(writesOf(pushed).system),
      base: nextBase(pushed, null),
      columns: CONTACT_COLUMNS,
      created: "delete",
    });
    expect(plan).toEqual({ outcome: "updated", action: "deleteSystemRecord", fields: [] });
  });
});

describe("undo, whatever happened since", () => {
  test("never overwrites a value that is not the run's own", () => {
    const value = fc.constantFrom("Buyer", "CFO", "Chief", null);
    fc.assert(
      fc.property(value, value, (jobtitle, lastName) => {
        const plan = undo({ row: edit(afterRow, { jobtitle }), system: edit(afterSystem, { lastName }) });
        const { dataverse, system } = writesOf(plan);
        if ("jobtitle" in dataverse) expect(jobtitle).toBe("CFO");
        if ("lastName" in system) expect(lastName).toBe("Vasseur-Roy");
      }),
    );
  });
});
