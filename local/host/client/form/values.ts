import { FORMATTED, LOOKUP_TABLE, type ODataRow } from "../api/http";
import { navigationProperty } from "../api/metadata";
import type { Column, Table, TableSummary } from "../api/metadata-types";
import { guid } from "../util/xml";

/** A lookup's value as the Client API has it. */
export interface LookupItem {
  readonly id: string;
  readonly name: string;
  readonly entityType: string;
}

/** A column's value as the Client API has it: Date for dates, an array for lookups and multi-choices. */
export type AttributeValue =
  string | number | boolean | Date | readonly LookupItem[] | readonly number[] | null;

export const isLookup = (column: Column): boolean =>
  column.type === "Lookup" || column.type === "Customer" || column.type === "Owner";

/** `2026-01-05` is a day without a zone: kept as midnight UTC. */
const toDate = (value: string) => new Date(/^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value);

/** Reads a column out of a row of the Web API. */
export function fromRow(row: ODataRow, column: Column): AttributeValue {
  if (isLookup(column)) {
    const key = `_${column.logicalName}_value`;
    const id = row[key];
    if (typeof id !== "string") return null;
    const entityType = String(row[`${key}${LOOKUP_TABLE}`] ?? column.targets?.[0] ?? "");
    return [{ id: guid(id), name: String(row[`${key}${FORMATTED}`] ?? ""), entityType }];
  }
  const value = row[column.logicalName];
  if (value == null) return null;
  if (column.type === "DateTime") return toDate(String(value));
  if (column.type === "MultiSelectPicklist") return String(value).split(",").map(Number);
  return value as AttributeValue;
}

/** Whether two values are the same to Dataverse (dates by instant, lookups by id). */
export function sameValue(a: AttributeValue, b: AttributeValue): boolean {
  return comparable(a) === comparable(b);
}

function comparable(value: AttributeValue): string {
  if (value === null || value === "") return "null";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) {
    const items = value as readonly (LookupItem | number)[];
    if (items.length === 0) return "null";
    return JSON.stringify(
      items.map((item) => (typeof item === "number" ? item : [item.entityType, guid(item.id)])),
    );
  }
  return JSON.stringify(value);
}

function toWire(value: AttributeValue, column: Column): unknown {
  if (value === "" || value === null) return null;
  if (value instanceof Date) {
    return column.dateBehavior === "DateOnly" ? value.toISOString().slice(0, 10) : value.toISOString();
  }
  if (Array.isArray(value)) return value.join(",");
  return value;
}

/**
 * The body that writes `changes`. Lookups are bound by navigation property; emptying one that points to several
 * tables names the property of the table it pointed to (`before`).
 */
export function toBody(
  table: Table,
  changes: ReadonlyMap<string, AttributeValue>,
  before: (column: string) => AttributeValue,
  tables: ReadonlyMap<string, TableSummary>,
): ODataRow {
  const body: ODataRow = {};
  for (const [name, value] of changes) {
    const column = table.columns.get(name);
    if (!column) continue;
    if (!isLookup(column)) {
      body[name] = toWire(value, column);
      continue;
    }
    const item = (value as readonly LookupItem[] | null)?.[0];
    const old = (before(name) as readonly LookupItem[] | null)?.[0];
    const target = item?.entityType ?? old?.entityType ?? column.targets?.[0] ?? "";
    const set = tables.get(target)?.entitySetName ?? target;
    body[`${navigationProperty(table, name, target)}@odata.bind`] = item ? `/${set}(${guid(item.id)})` : null;
  }
  return body;
}
