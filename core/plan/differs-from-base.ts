import type { Columns } from "../mapping/columns";
import { externalIdValue } from "../mapping/external-id";
import type { SystemFields } from "../mapping/system-fields";
import type { Mapping, MappingLine } from "../mapping/types";
import { heldIn, type Base, type Row, type SystemRecord, type Value } from "../records";
import { isEmpty } from "../values/empty";
import { writes } from "./direction";
import { sameInDataverse, sameInSystem } from "./same-in-line";

/** What does not change from record to record. */
export interface Comparing {
  readonly mapping: Mapping;
  readonly columns: Columns;
  readonly systemFields?: SystemFields;
}

/**
 * Whether a row holds anything a sync would have to look at: a value it carries over that is not the one both sides agreed
 * on last, or an external-ID column that does not name the record. False costs no read of the other side.
 */
export function rowDiffersFromBase(
  { mapping, columns, systemFields }: Comparing,
  row: Row,
  base: Base | null,
  externalId: string,
): boolean {
  if (base === null || base.open) return true;
  const mark = mapping.externalIdColumn?.column;
  if (mark && columns[mark] && (row.values[mark] ?? null) !== externalIdValue(mapping, externalId))
    return true;
  return mapping.lines.some((line) => {
    if (!carries(line, mapping, "toSystem")) return false;
    const now = isConstant(line, "toSystem") ? (line.value ?? null) : (row.values[line.column] ?? null);
    // The record it points to may be in the system by now.
    const untold = systemFields?.[line.systemField ?? ""]?.unread && isEmpty(held(base.system, line));
    if (untold && !isEmpty(now)) return true;
    return !(line.id in base.dataverse) || !sameInDataverse(line, held(base.dataverse, line), now, columns);
  });
}

/** The same for a record of the system. @param but lines that are not looked at */
export function recordDiffersFromBase(
  { mapping, systemFields }: Comparing,
  record: SystemRecord,
  base: Base | null,
  but: ReadonlySet<string> = NONE,
): boolean {
  if (base === null || base.open || record.deleted) return true;
  return mapping.lines.some((line) => {
    if (but.has(line.id) || !carries(line, mapping, "toDataverse")) return false;
    const now = isConstant(line, "toDataverse")
      ? (line.value ?? null)
      : heldIn(record, line.systemField ?? "", line.id, base);
    return !(line.id in base.system) || !sameInSystem(line, held(base.system, line), now, systemFields);
  });
}

const NONE: ReadonlySet<string> = new Set();

const held = (values: Base["system"], line: MappingLine): Value => values[line.id] ?? null;

/** Whether a change on one side of a line goes anywhere. Values that a person gives, or an activity, are nobody's change. */
function carries(line: MappingLine, mapping: Mapping, side: "toDataverse" | "toSystem"): boolean {
  if (line.kind === "manual" || line.kind === "engagement") return false;
  // A constant is written back wherever somebody has replaced it: both sides of its line are looked at.
  const written = line.kind === "fixed" ? sideOfConstant(line) : side;
  return writes(line.direction, written) && writes(mapping.direction, written);
}

/** A constant stands in for the side its line writes from. */
function isConstant(line: MappingLine, side: "toDataverse" | "toSystem"): boolean {
  return line.kind === "fixed" && sideOfConstant(line) === side;
}

function sideOfConstant({ direction }: MappingLine): "toDataverse" | "toSystem" {
  return direction === "toSystem" ? "toSystem" : "toDataverse";
}
