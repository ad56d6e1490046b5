import type { Columns } from "../mapping/columns";
import type { SystemFields } from "../mapping/system-fields";
import type { Mapping } from "../mapping/types";
import type { Base, Row, SystemRecord } from "../records";
import type { JournalEntry } from "./journal";
import { EXTERNAL_ID_LINE } from "./plan-external-id";
import { sameInDataverse, sameInSystem } from "./same-in-line";
import type { FieldPlan, RecordAction } from "./types";

/** What was about to be written to a pair, noted before either side was: it arrived as a whole, in part, or not at all. */
export interface BegunWrite {
  /** The fields with a verdict to write. */
  readonly fields: readonly FieldPlan[];
  readonly action?: RecordAction;
  /** The run that wrote, and whether it was about to join the two. */
  readonly runId?: string;
  /** The piece of work that wrote, the same however often it is tried. */
  readonly correlationId?: string;
  readonly linked?: boolean;
  /** ISO 8601: what the row's own mark holds once the row was written; no row was ever marked with it before. */
  readonly mark?: string;
  /** ISO 8601: when a person had changed the row last, and when we wrote, by the connector's clock. */
  readonly personOn?: string;
  readonly begunOn: string;
  /** What both sides had agreed on, and on what not, where that was not saved yet. */
  readonly base?: Base;
  /** What was written to the pair before, by whom, and is not saved anywhere yet. */
  readonly earlier?: readonly UnsavedEntry[];
}

/** What a piece of work has written before it was interrupted. */
export interface UnsavedEntry {
  readonly runId?: string;
  readonly correlationId?: string;
  readonly entry: JournalEntry;
}

/** What decides which of the fields arrived. */
export interface BegunInput {
  readonly mapping: Pick<Mapping, "lines">;
  readonly columns: Columns;
  readonly systemFields?: SystemFields;
  readonly row: Row | null;
  readonly system: SystemRecord | null;
  /** The row's own mark now. */
  readonly markedOn: string | null;
}

/** Whether the row's part arrived, as its mark tells; what has been typed there since makes no difference. */
export function rowArrived({ mark }: Pick<BegunWrite, "mark">, markedOn: string | null): boolean {
  return mark !== undefined && markedOn !== null && Date.parse(mark) === Date.parse(markedOn);
}

/**
 * The fields that arrived. A row's mark tells of all of its fields, also where somebody has typed the very value that was to be
 * written; a system has no marks, so there, and in tables without marks, a field arrived if it holds what was to be written.
 */
export function arrivedFields(begun: BegunWrite, input: BegunInput): readonly FieldPlan[] {
  const { columns, mapping, row, system, systemFields } = input;
  const lines = new Map(mapping.lines.map((line) => [line.id, line]));
  const marked = rowArrived(begun, input.markedOn);
  return begun.fields.filter((field) => {
    const { line: id, column, result = null, systemField = "", verdict } = field;
    if (verdict === "writeDataverse" && begun.mark !== undefined) return marked;
    const line = lines.get(id);
    // What the system does not say is told once more.
    if (id === EXTERNAL_ID_LINE || !line || systemFields?.[systemField]?.unread) return false;
    return verdict === "writeDataverse"
      ? row !== null && sameInDataverse(line, result, row.values[column] ?? null, columns)
      : system !== null && sameInSystem(line, result, system.values[systemField] ?? null, systemFields);
  });
}

/**
 * Fields of which nobody knows whether they arrived in the system: somebody has changed the field since, with our value before her
 * eyes or without it. Where nobody touched the row meanwhile, a policy could take back what she typed knowingly.
 */
export function doubtfulFields(begun: BegunWrite, input: BegunInput): readonly FieldPlan[] {
  const { columns, mapping, row, system, systemFields } = input;
  if (row === null || system === null) return [];
  const lines = new Map(mapping.lines.map((line) => [line.id, line]));
  return begun.fields.filter((field) => {
    const line = lines.get(field.line);
    if (field.verdict !== "writeSystem" || !line || line.conflict === "system") return false;
    if (systemFields?.[field.systemField ?? ""]?.unread) return false;
    const now = system.values[field.systemField ?? ""] ?? null;
    const changed = [field.system, field.result ?? null].every(
      (value) => !sameInSystem(line, value, now, systemFields),
    );
    return changed && sameInDataverse(line, field.dataverse, row.values[field.column] ?? null, columns);
  });
}
