import type { Base, Row, SystemRecord, Value, Values } from "../records";
import { EXTERNAL_ID_LINE } from "./plan-external-id";
import type { FieldPlan, RecordPlan } from "./types";

/** What a plan writes, by side: columns of the row (lookups as GUIDs), fields of the system's record. */
export interface Writes {
  readonly dataverse: Values;
  readonly system: Values;
}

/** The values to write. Empty objects: nothing to write on that side. */
export function writesOf(plan: Pick<RecordPlan, "fields">): Writes {
  const dataverse: Record<string, Value> = {};
  const system: Record<string, Value> = {};
  for (const field of plan.fields) {
    if (field.result === undefined) continue;
    if (field.verdict === "writeDataverse") dataverse[field.column] = field.result;
    if (field.verdict === "writeSystem" && field.systemField) system[field.systemField] = field.result;
  }
  return { dataverse, system };
}

/** True when the plan writes nothing at all, on either side. */
export function writesNothing(plan: RecordPlan): boolean {
  if (plan.action !== undefined) return false;
  return !plan.fields.some((field) => field.verdict === "writeDataverse" || field.verdict === "writeSystem");
}

/**
 * What both sides hold once the plan is applied: the next base. A line that was left out or is in conflict keeps what it
 * had, so that the difference is seen again next time; one in conflict is an open question from then on, until both sides
 * agree or a person's answer was written. `written` tells which writes succeeded (default: all).
 */
export function nextBase(
  plan: Pick<RecordPlan, "fields">,
  previous: Base | null,
  written: { readonly dataverse: boolean; readonly system: boolean } = { dataverse: true, system: true },
): Base {
  const system: Record<string, Value> = { ...previous?.system };
  const dataverse: Record<string, Value> = { ...previous?.dataverse };
  const open = new Set(previous?.open);
  for (const field of plan.fields) {
    if (field.verdict === "conflict") open.add(field.line);
    if (field.line === EXTERNAL_ID_LINE || !isSettled(field, written)) continue;
    system[field.line] =
      field.verdict === "writeSystem" ? (field.remembered ?? field.result ?? null) : field.system;
    dataverse[field.line] = field.verdict === "writeDataverse" ? (field.result ?? null) : field.dataverse;
    open.delete(field.line);
  }
  return { system, dataverse, ...(open.size > 0 ? { open: [...open].sort() } : {}) };
}

function isSettled(
  field: FieldPlan,
  written: { readonly dataverse: boolean; readonly system: boolean },
): boolean {
  if (field.verdict === "writeDataverse") return written.dataverse;
  if (field.verdict === "writeSystem") return written.system;
  return field.verdict === "unchanged";
}

/** The row as it is after the plan's writes (for previews, tests and the next plan without another read). */
export function rowAfter(plan: Pick<RecordPlan, "fields">, row: Row): Row {
  return { ...row, values: { ...row.values, ...writesOf(plan).dataverse } };
}

/** The system's record as it is after the plan's writes. */
export function systemRecordAfter(plan: Pick<RecordPlan, "fields">, record: SystemRecord): SystemRecord {
  return { ...record, values: { ...record.values, ...writesOf(plan).system } };
}
