import type { StoredValue } from "../../contracts";
import { keyNotValidForResource } from "../../errors";
import { isGuid } from "../../kernel/ids";
import type { Column, Table } from "../../metadata/types";
import { splitOutside } from "../split";
import { parseLiteral } from "../literals";

export interface KeyValue {
  readonly id?: string;
  readonly keys?: Readonly<Record<string, StoredValue>>;
}

const LOOKUP_VALUE = /^_(.+)_value$/;

/** Reads what stands in the parentheses of `contacts(...)`: an id, `contactid=<id>`, or the parts of an alternate key. */
export const parseKey = (table: Table, text: string): KeyValue => {
  const bare = text.trim().replace(/^'(.*)'$/, "$1");
  if (isGuid(bare) && bare === text.trim()) return { id: bare.toLowerCase() };
  const keys: Record<string, StoredValue> = {};
  for (const part of splitOutside(text, ",")) {
    const equals = part.indexOf("=");
    if (equals < 0) throw keyNotValidForResource(table.logicalName);
    const name = part.slice(0, equals).trim();
    const value = part.slice(equals + 1).trim();
    if (name === table.primaryId && isGuid(value)) return { id: value.toLowerCase() };
    const column = keyColumn(table, name);
    keys[column.logicalName] = keyValue(table, column, value);
  }
  if (!isKey(table, Object.keys(keys))) throw keyNotValidForResource(table.logicalName);
  return { keys };
};

const keyColumn = (table: Table, name: string): Column => {
  const column = table.columns.get(LOOKUP_VALUE.exec(name)?.[1] ?? name);
  if (column === undefined) throw keyNotValidForResource(table.logicalName);
  return column;
};

const keyValue = (table: Table, column: Column, text: string): StoredValue => {
  const literal = parseLiteral(text);
  if (literal === undefined) throw keyNotValidForResource(table.logicalName);
  const target = column.targets?.[0];
  if (target !== undefined && typeof literal.value === "string") return { table: target, id: literal.value };
  return literal.value;
};

const isKey = (table: Table, columns: readonly string[]): boolean =>
  [...table.keys.values()].some(
    (key) => key.columns.length === columns.length && key.columns.every((column) => columns.includes(column)),
  );
