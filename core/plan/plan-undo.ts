import type { Columns } from "../mapping/columns";
import type { DeletePolicy } from "../mapping/types";
import type { SystemFields } from "../mapping/system-fields";
import type { Base, Row, SystemRecord, Value } from "../records";
import { isEmpty } from "../values/empty";
import { sameValue } from "../values/same";
import type { JournalEntry, WrittenField } from "./journal";
import { heldInSystem } from "./line-values";
import type { FieldPlan, RecordAction, RecordPlan } from "./types";

export interface UndoInput {
  readonly journal: JournalEntry;
  /** Both sides as they are now; null when gone. */
  readonly row: Row | null;
  readonly system: SystemRecord | null;
  /** What both held when they last agreed: of fields that the system does not say, what it holds. */
  readonly base: Base | null;
  readonly columns: Columns;
  readonly systemFields?: SystemFields;
  /** What becomes of a record the run created; "deactivate" where nothing else is said, because others may have built on it. */
  readonly created?: DeletePolicy;
}

/**
 * How to take back what a run did to one record: every field that still holds the run's value gets the value it had
 * before; what changed since is left alone and reported. A record the run created is removed only if nobody touched what
 * the run wrote. The result is a plan like any other: the same code writes it, and the same form shows it.
 */
export function planUndo(input: UndoInput): RecordPlan {
  const { journal, row, system } = input;
  const survivor = journal.created === "system" ? system : row;
  if (journal.created && survivor === null) return { outcome: "unchanged", action: "unlink", fields: [] };
  const fields = journal.fields.map((field) => planField(field, input));
  const changed = fields.some((field) => field.reason === "changedSinceRun");
  if (journal.created) return undoCreate(input, fields, changed);
  const writes = fields.some(
    (field) => field.verdict === "writeDataverse" || field.verdict === "writeSystem",
  );
  return {
    outcome: writes ? "updated" : changed ? "skipped" : "unchanged",
    ...(journal.linked ? { action: "unlink" as const } : {}),
    ...(changed && !writes ? { issue: { code: "CHANGED_SINCE_RUN" as const } } : {}),
    fields,
  };
}

function undoCreate(
  { journal, row, systemFields, created = "deactivate" }: UndoInput,
  fields: readonly FieldPlan[],
  changed: boolean,
): RecordPlan {
  // Field by field there is nothing to go back to: the record stands or falls as a whole.
  if (changed)
    return { outcome: "skipped", issue: { code: "CHANGED_SINCE_RUN" }, fields: fields.map(leaveAlone) };
  if (created === "keep") {
    // What only we tell of the record is no part of it: the account it was put into.
    const told = fields.filter((field) => field.verdict === "writeSystem" && isOnlyTold(field, systemFields));
    return { outcome: told.length > 0 ? "updated" : "unchanged", action: "unlink", fields: told };
  }
  const inDataverse = journal.created === "dataverse";
  if (created === "deactivate" && inDataverse && row?.active === false) {
    return { outcome: "unchanged", action: "unlink", fields: [] };
  }
  return { outcome: "updated", action: ACTIONS[created][inDataverse ? "row" : "record"], fields: [] };
}

const ACTIONS: Readonly<Record<"deactivate" | "delete", Readonly<Record<"row" | "record", RecordAction>>>> = {
  deactivate: { row: "deactivateRow", record: "deactivateSystemRecord" },
  delete: { row: "deleteRow", record: "deleteSystemRecord" },
};

function planField(field: WrittenField, input: UndoInput): FieldPlan {
  const dataverse = input.row?.values[field.column] ?? null;
  const system = heldInSystem({ id: field.line, systemField: field.systemField }, input);
  const systemField = field.systemField === undefined ? {} : { systemField: field.systemField };
  const at = { line: field.line, column: field.column, ...systemField, dataverse, system };
  const now = field.side === "dataverse" ? dataverse : system;
  const same = (a: Value, b: Value): boolean =>
    sameValue(a, b, field.side === "dataverse" ? input.columns[field.column] : undefined);
  if (same(now, field.before)) return { ...at, verdict: "unchanged", reason: "same" };
  if (!same(now, field.after)) return { ...at, verdict: "leftOut", reason: "changedSinceRun" };
  const verdict = field.side === "dataverse" ? "writeDataverse" : "writeSystem";
  // That a field which is told has nothing to tell yet looks the same, and would be told at the next look.
  const isTakenBack = isEmpty(field.before) && isOnlyTold(field, input.systemFields);
  const remembered = isTakenBack ? { remembered: field.after } : {};
  return { ...at, verdict, reason: "undone", result: field.before, ...remembered };
}

/** The system does not say what its field holds. */
function isOnlyTold(
  { systemField }: Pick<WrittenField, "systemField">,
  systemFields?: SystemFields,
): boolean {
  return systemFields?.[systemField ?? ""]?.unread === true;
}

function leaveAlone(field: FieldPlan): FieldPlan {
  if (field.verdict !== "writeDataverse" && field.verdict !== "writeSystem") return field;
  const { result: _notWritten, ...rest } = field;
  return { ...rest, verdict: "unchanged", reason: "same" };
}
