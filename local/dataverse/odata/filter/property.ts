import type { LookupValue, StoredRow } from "../../contracts";
import { columnNotFilterable, noSuchProperty, notImplemented } from "../../errors";
import type { Column } from "../../metadata/types";
import { accessColumn } from "../../query/access";
import type { Access, QueryScope } from "../../query/types";
import type { FilterScope } from "./node";

export interface Property {
  readonly table: string;
  readonly column: Column;
  readonly access: Access<StoredRow>;
  /** True when the column is the row's own, not one reached through a navigation property. */
  readonly own: boolean;
}

const LOOKUP_VALUE = /^_(.+)_value$/;
const LOOKUPS = new Set(["Lookup", "Customer", "Owner"]);

export const isLookupColumn = (column: Column): boolean => LOOKUPS.has(column.type);

/** The column a property name means: lookups are `_x_value`, all others their logical name. */
export const columnOfProperty = (scope: QueryScope, table: string, name: string): Column => {
  const lookup = LOOKUP_VALUE.exec(name)?.[1];
  const column = scope.kernel.model.column(table, lookup ?? name);
  if (column === undefined || !column.validForRead || isLookupColumn(column) !== (lookup !== undefined))
    throw noSuchProperty(name, table);
  return column;
};

/** Resolves `name`, `_x_value` or `navigation/name` (one row deep or deeper). */
export const resolveProperty = (scope: FilterScope, path: readonly string[]): Property => {
  const names = withoutVariable(scope, path);
  const last = names[names.length - 1] ?? "";
  let table = scope.table;
  const steps: Access<StoredRow>[] = [];
  for (const name of names.slice(0, -1)) {
    const navigation = scope.kernel.model.navigation(table, name);
    if (navigation === undefined) throw noSuchProperty(name, table);
    if (navigation.kind !== "one")
      throw notImplemented(`a filter over the collection '${name}' without any or all`);
    const column = navigation.relationship.referencingColumn;
    steps.push((row) => row.values[column]);
    table = navigation.target;
  }
  const column = columnOfProperty(scope, table, last);
  if (!column.filterable) throw columnNotFilterable(last, table);
  const read = accessColumn(column);
  const target = table;
  if (steps.length === 0) return { table, column, own: true, access: read };
  return {
    table,
    column,
    own: false,
    access: (row) => {
      const found = follow(scope, steps, target, row);
      return found === undefined ? undefined : read(found);
    },
  };
};

const follow = (
  scope: QueryScope,
  steps: readonly Access<StoredRow>[],
  target: string,
  start: StoredRow,
): StoredRow | undefined => {
  let row: StoredRow | undefined = start;
  for (const step of steps) {
    const reference = step(row) as LookupValue | null | undefined;
    row = reference == null ? undefined : scope.reader.get(reference.table, reference.id);
    if (row === undefined) return undefined;
  }
  return row.table === target ? row : undefined;
};

const withoutVariable = (scope: FilterScope, path: readonly string[]): readonly string[] => {
  if (scope.variable === undefined) return path[0] === "$it" ? path.slice(1) : path;
  if (path[0] !== scope.variable) throw notImplemented("a property of the outer row inside any or all");
  return path.slice(1);
};
