import type { Columns } from "../mapping/columns";
import type { Value, Values } from "../records";
import { comparable, type Comparable } from "../values/same";
import { fnv1a64 } from "./fnv";

/** One value we wrote, in a form that can be kept for years without keeping anybody's data. */
export interface Echo {
  readonly table: string;
  readonly id: string;
  readonly column: string;
  /** Of table, id, column and the value as it is compared: what the platform does to a value on storing it changes nothing. */
  readonly hash: string;
}

/** The hash of one value of one column of one row. */
export function echoHash(table: string, id: string, column: string, value: Value, info?: Comparable): string {
  return fnv1a64([table, id.toLowerCase(), column, comparable(value, info) ?? ""].join("\u0000"));
}

/** What to remember before writing `values`: one echo a column. */
export function echoesOf(table: string, id: string, values: Values, columns: Columns = {}): readonly Echo[] {
  return Object.entries(values).map(([column, value]) => ({
    table,
    id,
    column,
    hash: echoHash(table, id, column, value, columns[column]),
  }));
}

/**
 * Whether a change notice is only the echo of our own writes: every changed column holds what we wrote there.
 * A person's edit under the same user changes a value, so it is none.
 */
export function isEcho(
  table: string,
  id: string,
  changed: Values,
  remembered: ReadonlySet<string>,
  columns: Columns = {},
): boolean {
  const entries = Object.entries(changed);
  return (
    entries.length > 0 &&
    entries.every(([column, value]) => remembered.has(echoHash(table, id, column, value, columns[column])))
  );
}

/** One hash for what both sides look like, over the given values: the same state gives the same hash in any order of fields. */
export function stateHash(...sides: readonly (Values | null)[]): string {
  const text = sides.map((values) =>
    Object.entries(values ?? {})
      .map(([name, value]) => [name, comparable(value)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return fnv1a64(JSON.stringify(text));
}
