import type { CallContext, Kernel } from "../contracts";
import { fetchInvalid } from "../errors";
import { aggregate } from "./aggregate";
import { joinedRows } from "./join";
import { comparator } from "./order";
import { pagingCookie } from "./paging-cookie";
import { parseFetchXml } from "./parse";
import { projector } from "./project";
import { scopeOf, type Joined } from "./scope";
import type { FetchQuery, FetchResult, FetchRow } from "./types";

/** Rows of a page at most, and rows counted at most (developer/data-platform/fetchxml/page-results, count-rows). */
const MAX_ROWS = 5000;

/**
 * Runs a FetchXML text as the caller. `table` is the entity set it was sent to; `pageSize` comes from
 * `Prefer: odata.maxpagesize` and holds where the query has no `count`.
 */
export function runFetchXml(
  kernel: Kernel,
  context: CallContext,
  xml: string,
  options: { readonly table?: string; readonly pageSize?: number } = {},
): FetchResult {
  const query = parseFetchXml(xml);
  if (options.table !== undefined && query.table.name !== options.table)
    throw fetchInvalid(`the entity '${query.table.name}' is not the one of the request, '${options.table}'.`);
  const scope = scopeOf(kernel, context, query);
  const compare = query.aggregate ? undefined : comparator(scope);
  const project = query.aggregate ? undefined : projector(scope, query.distinct);
  const primaryId = scope.members[0]?.table.primaryId ?? "";
  if (project === undefined)
    return page(query, aggregate(scope, joinedRows(scope)), primaryId, options.pageSize);
  const joined: Joined[] = [...joinedRows(scope)];
  if (compare !== undefined) joined.sort(compare);
  // Only the rows of the page are projected, unless equal ones must be found first.
  if (query.distinct) return page(query, distinct(joined.map(project)), primaryId, options.pageSize);
  return page(query, joined, primaryId, options.pageSize, project);
}

function page(query: FetchQuery, all: readonly FetchRow[], primaryId: string, pageSize?: number): FetchResult;
function page(
  query: FetchQuery,
  all: readonly Joined[],
  primaryId: string,
  pageSize: number | undefined,
  project: (row: Joined) => FetchRow,
): FetchResult;
function page<T>(
  query: FetchQuery,
  all: readonly T[],
  primaryId: string,
  pageSize: number | undefined,
  project: (row: T) => FetchRow = (row) => row as FetchRow,
): FetchResult {
  const size = Math.min(query.top ?? query.count ?? pageSize ?? MAX_ROWS, MAX_ROWS);
  const start = query.top === undefined ? (query.page - 1) * size : 0;
  const rows = all.slice(start, start + size).map(project);
  const moreRecords = query.top === undefined && all.length > start + size;
  return {
    table: query.table.name,
    rows,
    moreRecords,
    ...(moreRecords ? { pagingCookie: pagingCookie(query.page, primaryId, rows) } : {}),
    ...(query.returnTotal
      ? { totalCount: Math.min(all.length, MAX_ROWS), totalCountLimitExceeded: all.length > MAX_ROWS }
      : {}),
  };
}

function distinct(rows: readonly FetchRow[]): readonly FetchRow[] {
  const seen = new Set<string>();
  return rows.filter((row) => {
    const key = JSON.stringify(row.cells.map((cell) => cell.value));
    return !seen.has(key) && seen.add(key);
  });
}
