import type { CallContext, Kernel, StoredRow } from "../contracts";
import { invalidUri } from "../errors";
import type { Table } from "../metadata/types";
import type { Reader } from "../store/types";
import { parseExpand } from "./expand";
import type { FilterScope } from "./filter/node";
import { parseFilter } from "./filter/parser";
import type { QueryOptions } from "./options";
import { checkOrder, sortRows } from "./orderby";
import { FIRST_PAGE, MAX_PAGE_SIZE, readSkipToken, type PagePosition } from "./paging";
import { rowSource, rowTest } from "./rows";
import { parseSelect } from "./select";
import { TOTAL, TOTAL_EXCEEDED, type Annotations } from "./write/annotations";
import { cultureOf } from "./write/culture";
import { rowWriter, type JsonRow } from "./write/row";

/** `$count` and `@odata.count` stop here (docs: count rows). */
export const COUNT_LIMIT = 5000;

export interface Query {
  readonly kernel: Kernel;
  readonly context: CallContext;
  readonly reader: Reader;
  readonly table: Table;
  readonly query: QueryOptions;
  readonly annotations: Annotations;
  /** Service root, for links. */
  readonly base?: string;
  /** From `Prefer: odata.maxpagesize`. */
  readonly pageSize?: number;
  /** Narrows the rows beforehand: those behind a navigation property. */
  readonly within?: readonly StoredRow[];
  /** Change tracking: only rows written after this version. */
  readonly changedSince?: number;
}

export interface QueryResult {
  /** What follows `$metadata#contacts` in the context: `(fullname,jobtitle)`. */
  readonly projection: string;
  readonly rows: readonly JsonRow[];
  readonly count?: number;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly next?: PagePosition;
}

/** Answers `GET <entity set>`: filter, order, page, write (docs: query data using the Web API). */
export const retrieveMultiple = (input: Query): QueryResult => {
  const { table, query, annotations, context, kernel } = input;
  const scope: FilterScope = { ...input, table: table.logicalName, aliases: query.aliases };
  const select = parseSelect(scope, table, query.options.get("$select"));
  const culture = cultureOf(scope);
  const expansions = parseExpand(
    { ...scope, annotations, culture, ...(input.base === undefined ? {} : { base: input.base }) },
    table,
    query.options.get("$expand"),
  );
  const write = rowWriter({ scope, columns: select.columns, annotations, culture });
  if (!context.isSystem) kernel.security.require(context, "Read", table.logicalName);

  const found = findPage(input, scope);
  const rows = found.rows.map((row) => {
    const json = write(row);
    for (const expansion of expansions) expansion.write(row, json);
    return json;
  });
  return {
    projection: projectionOf([
      ...(select.text === undefined ? [] : [select.text]),
      ...expansions.map((one) => one.text),
    ]),
    rows,
    ...(found.count === undefined ? {} : { count: Math.min(found.count, COUNT_LIMIT) }),
    annotations: totals(annotations, found.count),
    ...(found.next === undefined ? {} : { next: found.next }),
  };
};

export const projectionOf = (parts: readonly string[]): string =>
  parts.length === 0 ? "" : `(${parts.join(",")})`;

const totals = (annotations: Annotations, count: number | undefined): Record<string, unknown> => ({
  ...(annotations.includes(TOTAL)
    ? { [`@${TOTAL}`]: count === undefined ? -1 : Math.min(count, COUNT_LIMIT) }
    : {}),
  ...(annotations.includes(TOTAL_EXCEEDED) ? { [`@${TOTAL_EXCEEDED}`]: (count ?? 0) > COUNT_LIMIT } : {}),
});

interface Page {
  readonly rows: readonly StoredRow[];
  readonly count?: number;
  readonly next?: PagePosition;
}

const findPage = (input: Query, scope: FilterScope): Page => {
  const { options, aliases } = input.query;
  const filterText = options.get("$filter");
  const filter = filterText === undefined ? undefined : parseFilter(filterText, aliases);
  const test = since(rowTest(scope, filter), input.changedSince);
  const top = topOf(options.get("$top"));
  const token = options.get("$skiptoken");
  const position = token === undefined ? FIRST_PAGE : readSkipToken(token);
  const size = top ?? Math.min(input.pageSize ?? MAX_PAGE_SIZE, MAX_PAGE_SIZE);
  const order = options.get("$orderby");
  const wantsCount = options.get("$count") === "true";
  if (order !== undefined) checkOrder(scope, order);

  const source =
    input.within === undefined ? rowSource(scope, filter, input.changedSince) : listSource(input.within);
  if (order !== undefined) {
    const all: StoredRow[] = [];
    for (const [, row] of source.from(0)) if (test(row)) all.push(row);
    return slice(sortRows(scope, all, order), position, size, top !== undefined, wantsCount);
  }
  const page = walk(source, test, position, size, top !== undefined);
  return { ...page, ...(wantsCount ? { count: countOf(source, test) } : {}) };
};

const since = (
  test: (row: StoredRow) => boolean,
  version: number | undefined,
): ((row: StoredRow) => boolean) =>
  version === undefined ? test : (row) => row.version > version && test(row);

const listSource = (rows: readonly StoredRow[]) => ({
  from: (place: number) => rows.slice(place).map((row, index) => [place + index, row] as const),
});

const slice = (
  rows: readonly StoredRow[],
  { page, place }: PagePosition,
  size: number,
  isTop: boolean,
  wantsCount: boolean,
): Page => ({
  rows: rows.slice(place, place + size),
  ...(wantsCount ? { count: rows.length } : {}),
  ...(!isTop && rows.length > place + size ? { next: { page: page + 1, place: place + size } } : {}),
});

type Source = { from(place: number): Iterable<readonly [number, StoredRow]> };

/** Takes a page and looks whether one more row matches. */
const walk = (
  source: Source,
  test: (row: StoredRow) => boolean,
  { page, place }: PagePosition,
  size: number,
  isTop: boolean,
): Page => {
  const rows: StoredRow[] = [];
  if (size === 0) return { rows };
  for (const [at, row] of source.from(place)) {
    if (!test(row)) continue;
    if (rows.length === size) return { rows, next: { page: page + 1, place: at } };
    rows.push(row);
    if (isTop && rows.length === size) break;
  }
  return { rows };
};

const countOf = (source: Source, test: (row: StoredRow) => boolean): number => {
  let count = 0;
  for (const [, row] of source.from(0)) if (test(row)) count++;
  return count;
};

const topOf = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined;
  if (!/^\d+$/.test(text))
    throw invalidUri(
      `Invalid value '${text}' for $top query option found. The $top query option requires a non-negative integer value.`,
    );
  return Number(text);
};

/** Counts matching rows, for `/contacts/$count`; capped as the platform caps it. */
export const countRows = (input: Query): number => {
  const scope: FilterScope = { ...input, table: input.table.logicalName, aliases: input.query.aliases };
  if (!input.context.isSystem) input.kernel.security.require(input.context, "Read", input.table.logicalName);
  const filterText = input.query.options.get("$filter");
  const filter = filterText === undefined ? undefined : parseFilter(filterText, input.query.aliases);
  const source = input.within === undefined ? rowSource(scope, filter) : listSource(input.within);
  return Math.min(countOf(source, rowTest(scope, filter)), COUNT_LIMIT);
};
