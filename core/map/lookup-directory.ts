import type { Row } from "../records";
import { isEmpty } from "../values/empty";
import { foldKey } from "./lookup-needs";
import type { LookupDirectory } from "./types";

/** Rows read for one {@link ./lookup-needs LookupNeed}. */
export interface FoundRows {
  readonly table: string;
  readonly keyColumn: string;
  readonly rows: readonly Pick<Row, "id" | "values">[];
}

/** Makes rows found by their keys ready to be asked for, in both directions. A key two rows share stands for neither. */
export function createLookupDirectory(found: readonly FoundRows[]): LookupDirectory {
  const rowIds = new Map<string, string | "several">();
  const keys = new Map<string, string>();
  const at = (table: string, keyColumn: string, word: string): string =>
    [table, keyColumn, word].join("\u0000");
  for (const { table, keyColumn, rows } of found) {
    for (const row of rows) {
      const value = row.values[keyColumn];
      if (isEmpty(value)) continue;
      const key = at(table, keyColumn, foldKey(String(value)));
      const known = rowIds.get(key);
      rowIds.set(key, known === undefined || known === row.id ? row.id : "several");
      keys.set(at(table, keyColumn, row.id.toLowerCase()), String(value));
    }
  }
  return {
    rowOf: (table, keyColumn, key) => rowIds.get(at(table, keyColumn, foldKey(key))) ?? null,
    keyOf: (table, keyColumn, rowId) => keys.get(at(table, keyColumn, rowId.toLowerCase())) ?? null,
  };
}
