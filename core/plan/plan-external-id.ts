import { externalIdOf, externalIdValue } from "../mapping/external-id";
import type { Value } from "../records";
import { isEmpty } from "../values/empty";
import type { PlanInput } from "./input";
import type { FieldPlan } from "./types";

/** The line id under which a plan lists the external-ID column; no line of a field map may use it. */
export const EXTERNAL_ID_LINE = "externalId";

/**
 * The external-ID column follows the link, whichever way the sync goes: it is our own mark, not a field of the record.
 * A value that is another record's, or another product's, is left alone. Null when the mapping keeps no such column,
 * or there is no record to point to.
 */
export function planExternalId(input: PlanInput): FieldPlan | null {
  const { mapping, system, row } = input;
  if (!mapping.externalIdColumn || system === null) return null;
  const wanted = externalIdValue(mapping, system.id);
  const { column } = mapping.externalIdColumn;
  const dataverse = row?.values[column] ?? null;
  const field = { line: EXTERNAL_ID_LINE, column, systemField: "id", dataverse, system: system.id };
  if (dataverse === wanted) return { ...field, verdict: "unchanged", reason: "same" };
  const limit = input.columns[column]?.maxLength;
  if (!input.columns[column]) return { ...field, verdict: "leftOut", reason: "columnMissing" };
  if (!isEmpty(dataverse) && !isFormer(input, dataverse))
    return { ...field, verdict: "leftOut", reason: "externalIdTaken" };
  if (limit !== undefined && wanted!.length > limit)
    return { ...field, verdict: "leftOut", reason: "tooLong" };
  return { ...field, verdict: "writeDataverse", reason: "firstSync", result: wanted };
}

/** What the column holds is left over from a link that has ended. */
function isFormer({ mapping, formerId }: PlanInput, held: Value): boolean {
  return formerId !== undefined && externalIdOf(mapping, held) === formerId;
}

/** True when the row already carries the id of another record of the same system: the two must not be joined. */
export function carriesAnotherId(input: PlanInput): boolean {
  const { mapping, system, row } = input;
  if (!mapping.externalIdColumn || system === null || row === null) return false;
  const held = externalIdOf(mapping, row.values[mapping.externalIdColumn.column]);
  return held !== null && held !== system.id && held !== input.formerId;
}
