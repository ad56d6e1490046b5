import type { ColumnInfo } from "../mapping/columns";
import type { MappingLine } from "../mapping/types";
import type { Value } from "../records";
import { isEmpty } from "../values/empty";
import { fit } from "./fit";
import { transformForDataverse } from "./transform";
import { hasValue, type MapContext, type Mapped } from "./types";

/**
 * The system's value as the line's column would hold it: transformed in order, then made to fit the column.
 * Left out, with the reason, when the column is missing, may not be written, or cannot hold the value.
 */
export function mapToDataverse(line: MappingLine, value: Value, context: MapContext): Mapped {
  const column = context.columns[line.column];
  if (!column) return { leftOut: "columnMissing" };
  if (!isWritable(column, context.creating)) return { leftOut: "columnReadOnly" };
  let current: Mapped = { value };
  let cutTo: number | undefined;
  for (const rule of line.transformations) {
    current = transformForDataverse(rule, current.value, column, context);
    if (!hasValue(current)) return current;
    cutTo = current.cutTo ?? cutTo;
  }
  const fitted = fit(current.value, column);
  if (!hasValue(fitted)) return fitted;
  if (isEmpty(fitted.value) && column.required === "system") return { leftOut: "required" };
  return cutTo === undefined ? fitted : { value: fitted.value, cutTo };
}

function isWritable(column: ColumnInfo, creating: boolean): boolean {
  return creating ? column.notOnCreate !== true : column.notOnUpdate !== true;
}
