import { noSuchProperty } from "../errors";
import type { Column, Table } from "../metadata/types";
import type { QueryScope } from "../query/types";
import { columnOfProperty, isLookupColumn } from "./filter/property";

/** Columns of an answer. The primary id is always among them. */
export interface Selection {
  readonly columns: readonly Column[];
  /** As written in the address, for `@odata.context`; undefined when there was no `$select`. */
  readonly text?: string;
}

/** Parses `$select=a,b,_c_value`; without it all readable columns are meant. */
export const parseSelect = (scope: QueryScope, table: Table, text: string | undefined): Selection => {
  if (text === undefined || text.trim() === "" || text === "*") return { columns: readableColumns(table) };
  const names = text
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "");
  const columns = new Map<string, Column>();
  for (const name of names) {
    const column = selected(scope, table, name);
    columns.set(column.logicalName, column);
  }
  const id = table.columns.get(table.primaryId);
  if (id !== undefined) columns.set(id.logicalName, id);
  return { columns: [...columns.values()], text: names.join(",") };
};

/** `$select` also takes a lookup by its navigation property, as older clients write it. */
const selected = (scope: QueryScope, table: Table, name: string): Column => {
  const navigation = scope.kernel.model.navigation(table.logicalName, name);
  if (navigation?.kind === "one") {
    const column = table.columns.get(navigation.relationship.referencingColumn);
    if (column === undefined) throw noSuchProperty(name, table.logicalName);
    return column;
  }
  return columnOfProperty(scope, table.logicalName, name);
};

/** Answers carry no party lists and no columns of other columns. */
export const isAnswered = (column: Column): boolean =>
  column.validForRead && column.type !== "PartyList" && column.attributeOf === undefined;

const cache = new WeakMap<Table, { readonly size: number; readonly columns: readonly Column[] }>();
const readableColumns = (table: Table): readonly Column[] => {
  const known = cache.get(table);
  if (known?.size === table.columns.size) return known.columns;
  const columns = [...table.columns.values()].filter(isAnswered);
  cache.set(table, { size: table.columns.size, columns });
  return columns;
};

/** A column's name in JSON: lookups are `_x_value`. */
export const propertyName = (column: Column): string =>
  isLookupColumn(column) ? `_${column.logicalName}_value` : column.logicalName;
