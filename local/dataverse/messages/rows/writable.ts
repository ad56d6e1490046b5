import type { CallContext, Kernel, StoredValue } from "../../contracts";
import { invalidProperty } from "../../errors";
import type { Column, Table } from "../../metadata/types";
import { validateValue } from "./validate-value";

type Values = Readonly<Record<string, StoredValue>>;

/**
 * The values a caller may write, checked. Columns that are not valid for the operation are left out silently, as the
 * platform does (IsValidForCreate, IsValidForUpdate); the platform itself may write them all.
 */
export const writable = (
  kernel: Kernel,
  table: Table,
  values: Values,
  context: CallContext,
  operation: "create" | "update",
): Record<string, StoredValue> => {
  const result: Record<string, StoredValue> = {};
  for (const [name, raw] of Object.entries(values)) {
    const column = table.columns.get(name);
    if (column === undefined) throw invalidProperty(name, table.logicalName);
    if (!context.isSystem && !isWritable(column, operation)) continue;
    const value = emptyAsNull(column, raw);
    validateValue(kernel.model, table.logicalName, column, value);
    result[name] = value;
  }
  return result;
};

const isWritable = (column: Column, operation: "create" | "update"): boolean =>
  operation === "create" ? column.validForCreate : column.validForUpdate;

/** Empty text is stored as null. */
const emptyAsNull = (column: Column, value: StoredValue): StoredValue =>
  value === "" && (column.type === "String" || column.type === "Memo") ? null : value;
