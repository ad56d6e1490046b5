import type { StoredValue } from "../contracts";
import { aggregateLimit, fetchInvalid } from "../errors";
import type { Column } from "../metadata/types";
import { compareStored } from "../query/values";
import { columnOf, type Joined, type Member, type Scope } from "./scope";
import type { FetchAttribute, FetchCell, FetchRow } from "./types";

/** More rows than this cannot be aggregated (0x8004E023; developer/data-platform/fetchxml/aggregate-data). */
const AGGREGATE_LIMIT = 50_000;

interface Part {
  readonly member: Member;
  readonly attribute: FetchAttribute;
  readonly column: Column;
  readonly key: string;
}

/** Groups joined rows and computes the aggregates; one row for each group, ordered as the query says. */
export function aggregate(scope: Scope, rows: Iterable<Joined>): readonly FetchRow[] {
  const parts = scope.members.flatMap((member) =>
    member.query.attributes.map((attribute) => partOf(member, attribute)),
  );
  const groupParts = parts.filter((part) => part.attribute.groupBy);
  const groups = new Map<string, Joined[]>();
  let seen = 0;
  for (const row of rows) {
    if (++seen > AGGREGATE_LIMIT) throw aggregateLimit();
    const key = JSON.stringify(groupParts.map((part) => groupValue(part, row)));
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  if (groups.size === 0 && groupParts.length === 0) groups.set("", []);
  return ordered(
    scope,
    [...groups.values()].map((group) => ({ cells: parts.map((part) => cellOf(part, group)) })),
  );
}

function partOf(member: Member, attribute: FetchAttribute): Part {
  if (attribute.alias === undefined)
    throw fetchInvalid("an attribute of an aggregate query must have an alias.");
  if (!attribute.groupBy && attribute.aggregate === undefined)
    throw fetchInvalid("an attribute of an aggregate query must have aggregate or groupby.");
  return { member, attribute, column: columnOf(member, attribute.name), key: attribute.alias };
}

function cellOf(part: Part, group: readonly Joined[]): FetchCell {
  const table = part.member.table.logicalName;
  if (part.attribute.groupBy) {
    const value = group[0] === undefined ? null : groupValue(part, group[0]);
    const plain = part.attribute.dateGrouping === undefined;
    return { key: part.key, value, table, aliased: true, ...(plain ? { column: part.column } : {}) };
  }
  return { key: part.key, value: computed(part, group), table, aliased: true };
}

function groupValue({ member, attribute, column }: Part, row: Joined): StoredValue {
  const value = row[member.index]?.values[column.logicalName] ?? null;
  if (attribute.dateGrouping === undefined || typeof value !== "string") return value;
  const date = new Date(value);
  const month = date.getUTCMonth();
  switch (attribute.dateGrouping) {
    case "year":
      return date.getUTCFullYear();
    case "quarter":
      return Math.floor(month / 3) + 1;
    case "month":
      return month + 1;
    case "week":
      return weekOf(date);
    case "day":
      return date.getUTCDate();
  }
}

/** Weeks begin on Sunday and the first holds January 1, the platform's default. */
function weekOf(date: Date): number {
  const first = new Date(Date.UTC(date.getUTCFullYear(), 0, 1));
  const days = Math.floor((date.getTime() - first.getTime()) / 86_400_000);
  return Math.floor((days + first.getUTCDay()) / 7) + 1;
}

function computed({ member, attribute, column }: Part, group: readonly Joined[]): StoredValue {
  if (attribute.aggregate === "count") return group.length;
  const values = group
    .map((row) => row[member.index]?.values[column.logicalName] ?? null)
    .filter((value) => value !== null);
  if (attribute.aggregate === "countcolumn") {
    return attribute.distinct ? new Set(values.map((value) => JSON.stringify(value))).size : values.length;
  }
  if (values.length === 0) return null;
  if (attribute.aggregate === "min") return values.reduce((a, b) => (compareStored(a, b) <= 0 ? a : b));
  if (attribute.aggregate === "max") return values.reduce((a, b) => (compareStored(a, b) >= 0 ? a : b));
  const sum = values.reduce<number>((total, value) => total + Number(value), 0);
  return attribute.aggregate === "sum" ? sum : sum / values.length;
}

function ordered(scope: Scope, rows: readonly FetchRow[]): readonly FetchRow[] {
  const orders = scope.members.flatMap((member) => member.query.orders);
  const cell = (row: FetchRow, alias: string | undefined) =>
    row.cells.find((one) => one.key === alias)?.value ?? null;
  return [...rows].sort((a, b) => {
    for (const { alias, descending } of orders) {
      const order = compareStored(cell(a, alias), cell(b, alias));
      if (order !== 0) return descending ? -order : order;
    }
    return 0;
  });
}
