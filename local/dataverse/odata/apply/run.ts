import type { StoredRow, StoredValue } from "../../contracts";
import { aggregateLimit } from "../../errors";
import { accessColumn } from "../../query/access";
import { comparable, compare } from "../../query/values";
import type { FilterScope } from "../filter/node";
import { parseFilter } from "../filter/parser";
import { columnOfProperty } from "../filter/property";
import { rowSource, rowTest } from "../rows";
import { jsonValue } from "../write/row";
import { parseApply, type Aggregate, type Apply } from "./parse";

/** Rows that `$apply` may take in (docs: aggregate data, AggregateQueryRecordLimit). */
const ROW_LIMIT = 50_000;

/** Runs `$apply`: groups and totals, each as one JSON object without an etag. */
export const runApply = (scope: FilterScope, text: string): readonly Record<string, unknown>[] => {
  const apply = parseApply(text);
  const rows = matchingRows(scope, apply);
  const groups = groupRows(scope, apply, rows);
  const totals = apply.aggregates.map((aggregate) => totalOf(scope, aggregate));
  return groups.map(({ keys, members }) => ({
    ...keys,
    ...Object.fromEntries(apply.aggregates.map(({ alias }, index) => [alias, totals[index]?.(members)])),
  }));
};

const matchingRows = (scope: FilterScope, apply: Apply): readonly StoredRow[] => {
  const filter = apply.filter === undefined ? undefined : parseFilter(apply.filter, scope.aliases);
  const test = rowTest(scope, filter);
  const rows: StoredRow[] = [];
  for (const [, row] of rowSource(scope, filter).from(0)) {
    if (!test(row)) continue;
    if (rows.length === ROW_LIMIT) throw aggregateLimit();
    rows.push(row);
  }
  return rows;
};

interface Group {
  readonly keys: Readonly<Record<string, unknown>>;
  readonly members: StoredRow[];
}

const groupRows = (scope: FilterScope, { groupBy }: Apply, rows: readonly StoredRow[]): readonly Group[] => {
  if (groupBy.length === 0) return [{ keys: {}, members: [...rows] }];
  const columns = groupBy.map((name) => ({
    name,
    access: accessColumn(columnOfProperty(scope, scope.table, name)),
  }));
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const values = columns.map(({ access }): StoredValue => access(row) ?? null);
    const id = JSON.stringify(values.map((value) => comparable(value) ?? null));
    let group = groups.get(id);
    if (group === undefined) {
      const keys = Object.fromEntries(
        columns.map(({ name }, index) => [name, jsonValue(values[index] ?? null)]),
      );
      groups.set(id, (group = { keys, members: [] }));
    }
    group.members.push(row);
  }
  return [...groups.values()];
};

const totalOf = (
  scope: FilterScope,
  { column, method }: Aggregate,
): ((rows: readonly StoredRow[]) => unknown) => {
  if (column === undefined) return (rows) => rows.length;
  const access = accessColumn(columnOfProperty(scope, scope.table, column));
  return (rows) => {
    const values = rows.map((row) => access(row)).filter((value): value is StoredValue => value != null);
    return METHODS[method](values);
  };
};

const sum = (values: readonly StoredValue[]): number =>
  values.reduce<number>((total, value) => total + Number(value), 0);
const extreme = (values: readonly StoredValue[], sign: 1 | -1): unknown => {
  const sorted = [...values].sort((a, b) => sign * compare(comparable(a), comparable(b)));
  return sorted[0] === undefined ? null : jsonValue(sorted[0]);
};

const METHODS: Readonly<Record<Aggregate["method"], (values: readonly StoredValue[]) => unknown>> = {
  sum: (values) => (values.length === 0 ? null : sum(values)),
  average: (values) => (values.length === 0 ? null : sum(values) / values.length),
  min: (values) => extreme(values, 1),
  max: (values) => extreme(values, -1),
  countdistinct: (values) => new Set(values.map(comparable)).size,
  count: (values) => values.length,
};
