import type { StoredRow, StoredValue } from "../contracts";
import { coerce } from "../query/coerce";
import { compileFilters } from "./filter";
import type { Joined, Member, Scope } from "./scope";
import type { FetchLink } from "./types";

/** All joined rows of the query the caller may see, in storage order, filters of links and of the main table applied. */
export function* joinedRows(scope: Scope): Generator<Joined> {
  const [main, ...links] = scope.members;
  if (main === undefined) return;
  const mainFilter = compileFilters(scope, main);
  // Conditions on the main row alone are tested before the join; those naming a link only make sense after it.
  const early = main.query.filters.every((filter) => !namesLink(filter)) ? mainFilter : undefined;
  const steps = links.map((member) => ({ member, test: compileFilters(scope, member) }));
  for (const row of visible(scope, main, mainRows(scope, main))) {
    if (early !== undefined && !early([row])) continue;
    for (const joined of extend(scope, [row], steps)) {
      if (early !== undefined || mainFilter(joined)) yield joined;
    }
  }
}

/** Rows of the main table that may match: by an index where a condition asks for one value, all of them otherwise. */
function mainRows({ kernel }: Scope, { table, query }: Member): Iterable<StoredRow> {
  const { store } = kernel;
  const name = table.logicalName;
  for (const filter of query.filters) {
    if (filter.type !== "and") continue;
    for (const { attribute, operator, values, entityName } of filter.conditions) {
      const column = table.columns.get(attribute);
      if (operator !== "eq" || entityName !== undefined || column === undefined || !INDEXED.has(column.type))
        continue;
      const value = coerce(column, values[0] ?? "");
      if (column.isPrimaryId) return [store.get(name, String(value))].filter((row) => row !== undefined);
      return store.findBy(name, attribute, value);
    }
  }
  return store.scan(name);
}

/** Columns whose values tell rows apart well enough to keep an index for. */
const INDEXED = new Set(["String", "Lookup", "Customer", "Uniqueidentifier"]);

interface Step {
  readonly member: Member;
  readonly test: (row: Joined) => boolean;
}

function* extend(scope: Scope, row: Joined, steps: readonly Step[]): Generator<Joined> {
  const [step, ...rest] = steps;
  if (step === undefined) {
    yield row;
    return;
  }
  const link = step.member.query as FetchLink;
  const above = row[step.member.parent?.index ?? 0];
  let found = false;
  for (const linked of linkedRows(scope, step.member, above?.values[link.to] ?? null)) {
    const candidate = [...row, linked];
    if (!step.test(candidate)) continue;
    found = true;
    yield* extend(scope, candidate, rest);
  }
  if (!found && link.type === "outer") yield* extend(scope, [...row, undefined], rest);
}

function linkedRows(scope: Scope, member: Member, value: StoredValue): Iterable<StoredRow> {
  if (value === null) return [];
  const { store } = scope.kernel;
  const link = member.query as FetchLink;
  const table = member.table.logicalName;
  const id = typeof value === "object" && "id" in value ? value.id : value;
  if (link.from === member.table.primaryId) {
    const row = typeof id === "string" ? store.get(table, id) : undefined;
    return row === undefined ? [] : visible(scope, member, [row]);
  }
  // An index of a lookup column is asked with a reference, one of a text column with the text.
  const column = member.table.columns.get(link.from);
  const key =
    column?.targets !== undefined && typeof id === "string" ? { table: column.targets[0] ?? "", id } : id;
  return visible(scope, member, store.findBy(table, link.from, key));
}

function* visible(scope: Scope, member: Member, rows: Iterable<StoredRow>): Generator<StoredRow> {
  const { security } = scope.kernel;
  const everything = security.readsAll?.(scope.context, member.table.logicalName) === true;
  for (const row of rows) if (everything || security.canRead(scope.context, row)) yield row;
}

function namesLink(filter: {
  conditions: readonly { entityName?: string }[];
  filters: readonly unknown[];
}): boolean {
  return (
    filter.conditions.some((condition) => condition.entityName !== undefined) ||
    filter.filters.some((inner) => namesLink(inner as Parameters<typeof namesLink>[0]))
  );
}
