import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import type { MappingLine } from "../../../core/mapping/types";
import { nextBase, writesNothing, writesOf } from "../../../core/plan/apply";
import type { PlanInput } from "../../../core/plan/input";
import { planRecord } from "../../../core/plan/plan-record";
import type { Base, Values } from "../../../core/records";
import { CONTACT_COLUMNS, line, mapping, record, row } from "../support/contact";

const OWN_ID = { externaluseridentifier: "wavecnct_clx1" };

function input(change: Partial<PlanInput> = {}): PlanInput {
  return {
    mapping: mapping({ lines: [line("jobTitle", "jobtitle"), line("lastName", "lastname")] }),
    system: record({ jobTitle: "Buyer", lastName: "Vasseur" }),
    row: row({ jobtitle: "Buyer", lastname: "Vasseur", ...OWN_ID }),
    base: agreed({ jobTitle: "Buyer", lastName: "Vasseur" }),
    columns: CONTACT_COLUMNS,
    direction: "both",
    ...change,
  };
}

function agreed(values: Values): Base {
  return { system: values, dataverse: values };
}

const withLines = (...lines: MappingLine[]): Partial<PlanInput> => ({ mapping: mapping({ lines }) });

describe("the outcome of a record", () => {
  test("nothing changed: unchanged, and nothing to write", () => {
    const plan = planRecord(input());
    expect(plan.outcome).toBe("unchanged");
    expect(writesNothing(plan)).toBe(true);
    expect(writesOf(plan)).toEqual({ dataverse: {}, system: {} });
  });

  test("a job title changed in Wave: that one field is written", () => {
    const plan = planRecord(
      input({ system: record({ jobTitle: "Head of Purchasing", lastName: "Vasseur" }) }),
    );
    expect(plan.outcome).toBe("updated");
    expect(writesOf(plan)).toEqual({ dataverse: { jobtitle: "Head of Purchasing" }, system: {} });
  });

  test("different fields changed on the two sides: both are written, nobody is asked", () => {
    const plan = planRecord(
      input({
        system: record({ jobTitle: "Head of Purchasing", lastName: "Vasseur" }),
        row: row({ jobtitle: "Buyer", lastname: "Vasseur-Roy", ...OWN_ID }),
      }),
    );
    expect(plan.outcome).toBe("updated");
    expect(writesOf(plan)).toEqual({
      dataverse: { jobtitle: "Head of Purchasing" },
      system: { lastName: "Vasseur-Roy" },
    });
  });

  test("one field in conflict does not hold up the others", () => {
    const plan = planRecord(
      input({
        system: record({ jobTitle: "Head", lastName: "Vasseur-Roy" }),
        row: row({ jobtitle: "Chief", lastname: "Vasseur", ...OWN_ID }),
      }),
    );
    expect(plan.outcome).toBe("conflict");
    expect(plan.issue).toEqual({ code: "CONFLICT", params: { count: 1, fields: "jobtitle" } });
    expect(writesOf(plan)).toEqual({ dataverse: { lastname: "Vasseur-Roy" }, system: {} });
  });

  test("the conflict is open from then on, and its line keeps the old base", () => {
    const plan = planRecord(
      input({
        system: record({ jobTitle: "Head", lastName: "Vasseur-Roy" }),
        row: row({ jobtitle: "Chief", lastname: "Vasseur", ...OWN_ID }),
      }),
    );
    expect(nextBase(plan, agreed({ jobTitle: "Buyer", lastName: "Vasseur" }))).toEqual({
      ...agreed({ jobTitle: "Buyer", lastName: "Vasseur-Roy" }),
      open: ["jobTitle"],
    });
  });

  test("a person's answer settles it, and the base moves on", () => {
    const given = input({
      system: record({ jobTitle: "Head", lastName: "Vasseur" }),
      row: row({ jobtitle: "Chief", lastname: "Vasseur", ...OWN_ID }),
      decisions: { jobTitle: "dataverse" },
    });
    const plan = planRecord(given);
    expect(plan.outcome).toBe("updated");
    expect(writesOf(plan)).toEqual({ dataverse: {}, system: { jobTitle: "Chief" } });
    expect(nextBase(plan, given.base).system.jobTitle).toBe("Chief");
  });
});

describe("push and pull write one side only", () => {
  const changed = {
    system: record({ jobTitle: "Head", lastName: "Vasseur" }),
    row: row({ jobtitle: "Buyer", lastname: "Vasseur-Roy", ...OWN_ID }),
  };

  test("push takes what changed in Dynamics and leaves the other side's change for a pull", () => {
    const plan = planRecord(input({ ...changed, direction: "toSystem" }));
    expect(writesOf(plan)).toEqual({ dataverse: {}, system: { lastName: "Vasseur-Roy" } });
    expect(plan.fields[0]).toMatchObject({ line: "jobTitle", verdict: "leftOut", reason: "notThisWay" });
  });

  test("pull takes what changed in Wave", () => {
    const plan = planRecord(input({ ...changed, direction: "toDataverse" }));
    expect(writesOf(plan)).toEqual({ dataverse: { jobtitle: "Head" }, system: {} });
    expect(plan.fields[1]).toMatchObject({ line: "lastName", verdict: "leftOut", reason: "notThisWay" });
  });

  test.each([
    ["toSystem", "toDataverse"],
    ["toDataverse", "toSystem"],
  ] as const)("%s against a mapping that goes %s is refused", (direction, only) => {
    const plan = planRecord(input({ direction, mapping: mapping({ direction: only }) }));
    expect(plan).toEqual({ outcome: "skipped", issue: { code: "DIRECTION_NOT_ALLOWED" }, fields: [] });
  });
});

describe("when one side has no record", () => {
  test("Wave's contact becomes a row, with its id in the external-ID column", () => {
    const plan = planRecord(input({ row: null, base: null }));
    expect(plan).toMatchObject({ outcome: "created", action: "createRow" });
    expect(writesOf(plan).dataverse).toEqual({ jobtitle: "Buyer", lastname: "Vasseur", ...OWN_ID });
  });

  test("a row becomes a contact in Wave", () => {
    const plan = planRecord(
      input({ system: null, base: null, row: row({ jobtitle: "Buyer", lastname: "Vasseur" }) }),
    );
    expect(plan).toMatchObject({ outcome: "created", action: "createSystemRecord" });
    expect(writesOf(plan)).toEqual({ dataverse: {}, system: { jobTitle: "Buyer", lastName: "Vasseur" } });
  });

  test.each<[string, Partial<PlanInput>, string, string]>([
    [
      "the mapping creates nothing",
      {
        row: null,
        base: null,
        mapping: mapping({
          policies: { ...DEFAULT_POLICIES, noMatch: "skip", newRows: "none", onSystemDelete: "keep" },
        }),
      },
      "skipped",
      "NO_MATCH",
    ],
    [
      "a pull of a row nobody linked",
      { system: null, base: null, direction: "toDataverse" },
      "skipped",
      "NOT_LINKED",
    ],
    [
      "a push has no row to start from",
      { row: null, base: null, direction: "toSystem" },
      "skipped",
      "NO_MATCH",
    ],
    [
      "a one-way mapping creates nothing on the other side",
      { system: null, base: null, mapping: mapping({ direction: "toDataverse" }) },
      "skipped",
      "DIRECTION_NOT_ALLOWED",
    ],
    ["neither exists", { system: null, row: null }, "failed", "RECORD_NOT_FOUND"],
    ["linked, and gone from Wave", { system: null }, "failed", "EXTERNAL_RECORD_GONE"],
    ["linked, and gone from Dynamics", { row: null }, "failed", "RECORD_NOT_FOUND"],
  ])("%s", (_name, change, outcome, code) => {
    expect(planRecord(input(change))).toEqual({ outcome, issue: { code }, fields: [] });
  });
});

describe("the external ID", () => {
  test("is set when the row has none, even by a push", () => {
    const plan = planRecord(
      input({ row: row({ jobtitle: "Buyer", lastname: "Vasseur" }), direction: "toSystem" }),
    );
    expect(plan.outcome).toBe("updated");
    expect(writesOf(plan)).toEqual({ dataverse: OWN_ID, system: {} });
  });

  test("of another Wave contact stops the sync: the row is taken", () => {
    const plan = planRecord(input({ row: row({ externaluseridentifier: "wavecnct_other" }), base: null }));
    expect(plan).toEqual({ outcome: "skipped", issue: { code: "LINK_TAKEN" }, fields: [] });
  });

  test("of another product is left alone and reported", () => {
    const plan = planRecord(
      input({ row: row({ jobtitle: "Buyer", lastname: "Vasseur", externaluseridentifier: "SAP-7" }) }),
    );
    expect(plan.outcome).toBe("unchanged");
    expect(plan.warnings).toEqual([
      { code: "EXTERNAL_ID_TAKEN", params: { field: "externaluseridentifier", limit: 50 } },
    ]);
  });

  test("longer than the column is not written and not cut: half an id is nobody's", () => {
    const plan = planRecord(
      input({ row: null, base: null, system: record({ lastName: "V" }, { id: "x".repeat(50) }) }),
    );
    expect(plan.fields.at(-1)).toMatchObject({ line: "externalId", verdict: "leftOut", reason: "tooLong" });
  });

  test("is not part of the base: it is our mark, not the record's field", () => {
    const plan = planRecord(input({ row: null, base: null }));
    expect(Object.keys(nextBase(plan, null).system)).toEqual(["jobTitle", "lastName"]);
  });
});

describe("kinds of lines", () => {
  const fixed = line("source", "jobtitle", {
    kind: "fixed",
    systemField: undefined,
    direction: "toDataverse",
    value: "Enginy",
  });
  const manual = line("event", "jobtitle", {
    kind: "manual",
    systemField: undefined,
    direction: "toDataverse",
  });
  const engagement = line("touch", "jobtitle", {
    kind: "engagement",
    systemField: undefined,
    direction: "toDataverse",
    value: "Contacted",
  });
  const titled = (jobtitle: string | null) => row({ jobtitle, ...OWN_ID });

  test("a fixed value is written to a new row", () => {
    const plan = planRecord(input({ ...withLines(fixed), row: null, base: null }));
    expect(writesOf(plan).dataverse).toEqual({ jobtitle: "Enginy", ...OWN_ID });
  });

  test("a fixed value fills an empty column, is not written again, and comes back where somebody replaced it", () => {
    const empty = input({ ...withLines(fixed), row: titled(null), base: null });
    const first = planRecord(empty);
    expect(writesOf(first).dataverse).toEqual({ jobtitle: "Enginy" });
    const base = nextBase(first, null);
    expect(planRecord({ ...empty, row: titled("Enginy"), base }).outcome).toBe("unchanged");
    const edited = planRecord({ ...empty, row: titled("Fair 2026"), base });
    expect(edited.fields[0]).toMatchObject({ verdict: "writeDataverse", reason: "fixed", result: "Enginy" });
  });

  test("a fixed value an admin changed is written over the old one", () => {
    const base = { system: { source: "Enginy" }, dataverse: { source: "Enginy" } };
    const plan = planRecord(
      input({ ...withLines({ ...fixed, value: "Wave" }), row: titled("Enginy"), base }),
    );
    expect(writesOf(plan).dataverse).toEqual({ jobtitle: "Wave" });
  });

  test("a fixed value can go to the system too", () => {
    const toWave = line("origin", "jobtitle", {
      kind: "fixed",
      systemField: "note",
      direction: "toSystem",
      value: "CRM",
    });
    const plan = planRecord(
      input({ ...withLines(toWave), system: record({ note: null }), base: null, row: titled("x") }),
    );
    expect(writesOf(plan)).toEqual({ dataverse: {}, system: { note: "CRM" } });
  });

  test("a manual value is written when given, over whatever was there", () => {
    const plan = planRecord(input({ ...withLines(manual), row: titled("old"), manual: { event: "Fair" } }));
    expect(plan.fields[0]).toMatchObject({ verdict: "writeDataverse", reason: "manual", result: "Fair" });
  });

  test("a manual value only where empty, if the line says so", () => {
    const careful = { ...manual, writeRule: "onlyWhenEmpty" as const };
    const plan = planRecord(input({ ...withLines(careful), row: titled("old"), manual: { event: "Fair" } }));
    expect(plan.fields[0]).toMatchObject({ verdict: "leftOut", reason: "onlyWhenEmpty" });
  });

  test("a manual value nobody gave is said to be missing, and never clears the column", () => {
    expect(planRecord(input({ ...withLines(manual), row: titled(null) })).fields[0]).toMatchObject({
      verdict: "leftOut",
      reason: "manualMissing",
    });
    const filled = planRecord(input({ ...withLines(manual), row: titled("old") }));
    expect(filled.fields.map((field) => field.line)).toEqual(["externalId"]);
  });

  test("an engagement line waits for an activity", () => {
    const quiet = planRecord(input({ ...withLines(engagement), row: titled(null) }));
    expect(quiet.fields.map((field) => field.line)).toEqual(["externalId"]);
    const active = planRecord(input({ ...withLines(engagement), row: titled(null), engagement: true }));
    expect(active.fields[0]).toMatchObject({
      verdict: "writeDataverse",
      reason: "engagement",
      result: "Contacted",
    });
  });

  test("a campaign line is read from the system like a field", () => {
    const campaign = line("campaignOpens", "numberofchildren", {
      kind: "campaign",
      direction: "toDataverse",
    });
    const plan = planRecord(
      input({ ...withLines(campaign), system: record({ campaignOpens: 4 }), base: null }),
    );
    expect(writesOf(plan).dataverse).toEqual({ numberofchildren: 4 });
  });
});

describe("a field that cannot be written is left out, told, and holds up nothing", () => {
  test("a value too long, a column that is gone, and the rest", () => {
    const plan = planRecord(
      input({
        ...withLines(
          line("jobTitle", "jobtitle"),
          line("lastName", "lastname"),
          line("company", "wave_gone"),
        ),
        system: record({ jobTitle: "x".repeat(101), lastName: "Vasseur", company: "Acme" }),
        row: null,
        base: null,
      }),
    );
    expect(plan.outcome).toBe("created");
    expect(writesOf(plan).dataverse).toEqual({ lastname: "Vasseur", ...OWN_ID });
    expect(plan.warnings).toEqual([
      { code: "VALUE_TOO_LONG", params: { field: "jobtitle", limit: 100 } },
      { code: "COLUMN_MISSING", params: { field: "wave_gone" } },
    ]);
  });
  test("it is tried again at every sync, so that a cure is noticed", () => {
    const long = input({ system: record({ jobTitle: "x".repeat(101), lastName: "Vasseur" }) });
    const base = nextBase(planRecord(long), long.base);
    const columns = { ...CONTACT_COLUMNS, jobtitle: { ...CONTACT_COLUMNS.jobtitle!, maxLength: 200 } };
    expect(writesOf(planRecord({ ...long, base, columns })).dataverse).toEqual({ jobtitle: "x".repeat(101) });
  });
});
describe("a deleted record", () => {
  test("deactivates its row, by default", () => {
    const plan = planRecord(input({ system: record({}, { deleted: true }) }));
    expect(plan).toEqual({ outcome: "updated", action: "deactivateRow", fields: [] });
  });
  test("planned again after that, nothing is left to do but end the link", () => {
    const plan = planRecord(
      input({ system: record({}, { deleted: true }), row: row({}, { active: false }) }),
    );
    expect(plan).toEqual({ outcome: "unchanged", action: "unlink", fields: [] });
  });
  test("is not deleted on the other side when somebody has worked on it since", () => {
    const policies = {
      noMatch: "create",
      newRows: "all",
      createAs: "owner",
      deleteLimit: 50,
      onSystemDelete: "delete",
      onDataverseDelete: "delete",
    } as const;
    const given = input({ mapping: mapping({ lines: [line("jobTitle", "jobtitle")], policies }) });
    const untouched = planRecord({ ...given, deletedIn: "system", system: null });
    expect(untouched).toMatchObject({ outcome: "updated", action: "deleteRow" });
    const edited = planRecord({
      ...given,
      deletedIn: "system",
      system: null,
      row: row({ jobtitle: "Chief" }),
    });
    expect(edited).toMatchObject({ outcome: "conflict", issue: { code: "DELETE_CONFLICT" } });
    const editedInWave = planRecord({
      ...given,
      deletedIn: "dataverse",
      row: null,
      system: record({ jobTitle: "Chief" }),
    });
    expect(editedInWave).toMatchObject({ outcome: "conflict", issue: { code: "DELETE_CONFLICT" } });
    const untouchedInWave = planRecord({ ...given, deletedIn: "dataverse", row: null });
    expect(untouchedInWave).toMatchObject({ outcome: "updated", action: "deleteSystemRecord" });
  });
});
describe("the next base after writes that failed", () => {
  test("holds only what was really written", () => {
    const given = input({
      system: record({ jobTitle: "Head", lastName: "Vasseur" }),
      row: row({ jobtitle: "Buyer", lastname: "Vasseur-Roy", ...OWN_ID }),
    });
    const plan = planRecord(given);
    expect(nextBase(plan, given.base, { dataverse: true, system: false })).toEqual({
      system: { jobTitle: "Head", lastName: "Vasseur" },
      dataverse: { jobTitle: "Head", lastName: "Vasseur" },
    });
  });
});
