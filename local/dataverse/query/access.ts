import type { StoredRow, StoredValue } from "../contracts";
import type { Column } from "../metadata/types";

/** Reads a column of a row. The row version is kept beside the values. */
export const accessColumn = (column: Column): ((row: StoredRow) => StoredValue | undefined) => {
  const name = column.logicalName;
  if (name === "versionnumber") return (row) => row.version;
  return (row) => row.values[name];
};
