import type { StoredRow } from "../contracts";
import type { Test } from "../query/types";
import type { FilterNode, FilterScope } from "./filter/node";

/** What a query walks through: the rows, and for unsorted walks of a whole table the place to go on from. */
export interface RowSource {
  /** True when rows come with their slot, in the order they were created. */
  readonly placed: boolean;
  from(place: number): Iterable<readonly [place: number, row: StoredRow]>;
}

/** Rows that may match: those that changed, or by an index where the filter names a value; all of them otherwise. */
export const rowSource = (
  scope: FilterScope,
  filter: FilterNode | undefined,
  changedSince?: number,
): RowSource => {
  if (changedSince !== undefined) {
    const { store } = scope.kernel;
    return { placed: true, from: (place) => store.writtenSince(scope.table, changedSince, place) };
  }
  const candidates = filter?.candidates?.(scope);
  if (candidates === undefined)
    return { placed: true, from: (place) => scope.kernel.store.scanFrom(scope.table, place) };
  const { column, values } = candidates;
  const primaryId = scope.kernel.model.table(scope.table)?.primaryId;
  const rows = new Map<string, StoredRow>();
  for (const value of values) {
    const found =
      column === primaryId
        ? [scope.reader.get(scope.table, String(value))]
        : scope.reader.findBy(scope.table, column, value);
    for (const row of found) if (row !== undefined) rows.set(row.id, row);
  }
  const list = [...rows.values()];
  return {
    placed: false,
    from: (place) => list.slice(place).map((row, index) => [place + index, row] as const),
  };
};

/** The test of a query: what was asked for, among what the caller may read. */
export const rowTest = (scope: FilterScope, filter: FilterNode | undefined): Test<StoredRow> => {
  const matches = filter?.compile(scope, false) ?? (() => true);
  const { kernel, context, table } = scope;
  if (context.isSystem || kernel.security.readsAll?.(context, table)) return matches;
  return (row) => matches(row) && kernel.security.canRead(context, row);
};
