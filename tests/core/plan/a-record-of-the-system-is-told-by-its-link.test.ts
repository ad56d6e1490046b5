import { createLookupDirectory } from "../../../core/map/lookup-directory";
import { linkNeeds } from "../../../core/map/lookup-needs";
import { linkKey } from "../../../core/map/transformations/linked";
import { checkLine } from "../../../core/mapping/check/check-line";
import type { ColumnInfo } from "../../../core/mapping/columns";
import type { SystemFields } from "../../../core/mapping/system-fields";
import type { MappingLine } from "../../../core/mapping/types";
import { arrivedFields, doubtfulFields } from "../../../core/plan/begun-write";
import { changedSinceBase } from "../../../core/plan/changed-since-base";
import { rowDiffersFromBase } from "../../../core/plan/differs-from-base";
import type { PlanInput } from "../../../core/plan/input";
import { nextBase, writesOf } from "../../../core/plan/apply";
import { journalOf, type JournalEntry } from "../../../core/plan/journal";
import { planUndo } from "../../../core/plan/plan-undo";
import { planRecord } from "../../../core/plan/plan-record";
import type { Base, Value } from "../../../core/records";
import { mapping, record, row } from "../support/contact";

const [ACME, GLOBEX] = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"];
const COLUMN = "parentcustomerid.account";

const employer: MappingLine = {
  id: "account",
  kind: "field",
  systemField: "account",
  column: COLUMN,
  direction: "toSystem",
  writeRule: "overwrite",
  conflict: "dataverse",
  transformations: [{ kind: "linked", table: "account", object: "company" }],
};
const columns = {
  [COLUMN]: { name: COLUMN, label: "Company Name", type: "customer", targets: ["account"] } as ColumnInfo,
};
const systemFields: SystemFields = {
  account: { name: "account", type: "text", unread: true, pointsTo: "company" },
};
const linked = (ids: Readonly<Record<string, string>>) =>
  createLookupDirectory([
    {
      table: "account",
      keyColumn: linkKey("company"),
      rows: Object.entries(ids).map(([id, inSystem]) => ({ id, values: { [linkKey("company")]: inSystem } })),
    },
  ]);

/** A contact whose record in the system says nothing of its company. */
function input(worksFor: Value, base: Base | null, links: Readonly<Record<string, string>>): PlanInput {
  return {
    mapping: mapping({ lines: [employer], direction: "toSystem" }),
    system: record({}),
    row: row({ [COLUMN]: worksFor }),
    base,
    columns,
    systemFields,
    direction: "toSystem",
    lookups: linked(links),
  };
}
const told = (inSystem: Value, inDataverse: Value): Base => ({
  system: { account: inSystem },
  dataverse: { account: inDataverse },
});
const fieldOf = (of: PlanInput) => planRecord(of).fields[0]!;

describe("a field that holds a record of the system, of which the system says nothing", () => {
  it("is told the id that the row pointed to has there", () =>
    expect(fieldOf(input(ACME, null, { [ACME]: "c1" }))).toMatchObject({
      verdict: "writeSystem",
      result: "c1",
    }));

  it("is told nothing again that it was told before", () =>
    expect(fieldOf(input(ACME, told("c1", ACME), { [ACME]: "c1" }))).toMatchObject({
      verdict: "unchanged",
      reason: "same",
    }));

  it("is told where the row points elsewhere, or nowhere; what it holds is what it was told", () => {
    expect(fieldOf(input(GLOBEX, told("c1", ACME), { [GLOBEX]: "c2" }))).toMatchObject({
      system: "c1",
      verdict: "writeSystem",
      result: "c2",
    });
    expect(fieldOf(input(null, told("c1", ACME), {}))).toMatchObject({
      verdict: "writeSystem",
      result: null,
    });
  });

  it("says that the row pointed to is not linked, and is told once it is, though the row has not changed", () => {
    expect(fieldOf(input(ACME, null, {}))).toMatchObject({ verdict: "unchanged", reason: "notLinked" });
    expect(fieldOf(input(ACME, told(null, ACME), { [ACME]: "c1" }))).toMatchObject({
      verdict: "writeSystem",
      result: "c1",
    });
  });

  it("is told where the row pointed to is linked to another record, or to none any more", () => {
    expect(fieldOf(input(ACME, told("c1", ACME), { [ACME]: "c9" })).result).toBe("c9");
    expect(fieldOf(input(ACME, told("c1", ACME), {})).result).toBeNull();
  });

  it("makes a comparison look at a row that points to somebody of whom nothing was told", () => {
    const comparing = {
      mapping: mapping({ lines: [employer], direction: "toSystem" }),
      columns,
      systemFields,
    };
    const differs = (worksFor: Value, base: Base) =>
      rowDiffersFromBase(
        { ...comparing, mapping: { ...comparing.mapping, externalIdColumn: undefined } },
        row({ [COLUMN]: worksFor }),
        base,
        "p1",
      );
    expect(differs(ACME, told(null, ACME))).toBe(true);
    expect(differs(ACME, told("c1", ACME))).toBe(false);
    expect(differs(null, told(null, null))).toBe(false);
  });

  it("was edited by nobody there, and what was begun is told once more", () => {
    const of = input(null, told("c1", ACME), {});
    expect(changedSinceBase({ ...of, row: null }, "dataverse")).toBe(false);
    const begun = { begunOn: "2026-01-01T00:00:00Z", fields: [fieldOf(of)] };
    expect([
      arrivedFields(begun, { ...of, markedOn: null }),
      doubtfulFields(begun, { ...of, markedOn: null }),
    ]).toEqual([[], []]);
  });
});

describe("which links are asked for", () => {
  it("each row once, whatever its case, and none for empty lookups", () => {
    const rows = [ACME.toUpperCase(), ACME, null, GLOBEX].map((id) => row({ [COLUMN]: id }));
    expect(linkNeeds({ lines: [employer] }, rows)).toEqual([
      { rule: employer.transformations[0], rowIds: [ACME, GLOBEX] },
    ]);
  });
});

describe("the check of such a line", () => {
  const levelOf = (change: Partial<MappingLine>) =>
    checkLine({ ...employer, ...change }, columns, systemFields).level;

  it("is blue with the rule, and red without it, with a key, or with another object", () => {
    expect(levelOf({})).toBe("supported");
    expect(levelOf({ transformations: [] })).toBe("unsupported");
    expect(
      levelOf({ transformations: [{ kind: "lookup", table: "account", keyColumn: "accountnumber" }] }),
    ).toBe("unsupported");
    expect(levelOf({ transformations: [{ kind: "linked", table: "account", object: "person" }] })).toBe(
      "unsupported",
    );
  });

  describe("undone", () => {
    const ran = planRecord(input(ACME, told(null, null), { [ACME]: "c1" }));
    const after = nextBase(ran, told(null, null));
    const undo = (base: Base, journal: Partial<JournalEntry> = {}) =>
      planUndo({
        journal: { ...journalOf(ran), ...journal },
        row: row({ [COLUMN]: ACME }),
        system: record({}),
        base,
        columns,
        systemFields,
        ...(journal.created ? { created: "keep" } : {}),
      });

    it("is told what it was told before, and is not told again what was taken back", () => {
      const back = undo(after);
      expect(writesOf(back).system).toEqual({ account: null });
      const next = { ...input(ACME, nextBase(back, after), { [ACME]: "c1" }) };
      expect(writesOf(planRecord(next)).system).toEqual({});
    });

    it("is left alone where it was told something else since", () =>
      expect(undo(told("c2", GLOBEX))).toMatchObject({
        outcome: "skipped",
        issue: { code: "CHANGED_SINCE_RUN" },
      }));

    it("is taken back also of a record that the run made and that stays", () =>
      expect(undo(after, { created: "system" })).toMatchObject({
        outcome: "updated",
        action: "unlink",
        fields: [{ systemField: "account", verdict: "writeSystem", result: null }],
      }));
  });
});
