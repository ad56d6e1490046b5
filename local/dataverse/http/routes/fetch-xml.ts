import type { StoredRow } from "../../contracts";
import { recordNotFound } from "../../errors";
import { runFetchXml } from "../../fetchxml/run";
import type { FetchCell, FetchRow } from "../../fetchxml/types";
import { isGuid } from "../../kernel/ids";
import type { Table } from "../../metadata/types";
import { isLookupColumn } from "../../odata/filter/property";
import {
  FORMATTED,
  LOOKUP_TABLE,
  MORE_RECORDS,
  NAVIGATION,
  PAGING_COOKIE,
  TOTAL,
  TOTAL_EXCEEDED,
} from "../../odata/write/annotations";
import { cultureOf, type Culture } from "../../odata/write/culture";
import { formatted } from "../../odata/write/formatted";
import { jsonValue } from "../../odata/write/row";
import { applied } from "../prefer";
import { ok, type WireRequest, type WireResponse } from "../wire";

/** `?savedQuery=<id>`, `?userQuery=<id>`: runs the view's FetchXML (docs: retrieve and execute predefined queries). */
export const answerView = (
  request: WireRequest,
  table: Table,
  kind: "savedquery" | "userquery",
  id: string,
): WireResponse => {
  const view: StoredRow | undefined = isGuid(id) ? request.reader.get(kind, id.toLowerCase()) : undefined;
  const xml = view?.values["fetchxml"];
  if (view === undefined || typeof xml !== "string") throw recordNotFound(kind, id);
  if (!request.context.isSystem) request.kernel.security.require(request.context, "Read", kind, view);
  return answerFetchXml(request, table, xml);
};

/** `?fetchXml=<text>`: columns without a value are left out (docs: use FetchXML with Web API). */
export const answerFetchXml = (request: WireRequest, table: Table, xml: string): WireResponse => {
  const { kernel, context, preferences, annotations } = request;
  if (!context.isSystem) kernel.security.require(context, "Read", table.logicalName);
  const result = runFetchXml(kernel, context, xml, {
    table: table.logicalName,
    ...(preferences.maxPageSize === undefined ? {} : { pageSize: preferences.maxPageSize }),
  });
  request.rows.read += result.rows.length;
  const culture = cultureOf(request);
  const cookie =
    result.pagingCookie === undefined ? undefined : outerCookie(result.pagingCookie, nextPage(xml));
  return ok(
    {
      "@odata.context": `${request.base}$metadata#${table.entitySet}${projection(result.rows)}`,
      ...(annotations.includes(TOTAL) ? { [`@${TOTAL}`]: result.totalCount ?? -1 } : {}),
      ...(annotations.includes(TOTAL_EXCEEDED)
        ? { [`@${TOTAL_EXCEEDED}`]: result.totalCountLimitExceeded ?? false }
        : {}),
      ...(annotations.includes(MORE_RECORDS) ? { [`@${MORE_RECORDS}`]: result.moreRecords } : {}),
      ...(cookie !== undefined && annotations.includes(PAGING_COOKIE)
        ? { [`@${PAGING_COOKIE}`]: cookie }
        : {}),
      value: result.rows.map((row) => rowJson(request, culture, row)),
    },
    applied(preferences, ["annotations", "maxPageSize"]),
  );
};

const nextPage = (xml: string): number => Number(/<fetch\b[^>]*\bpage=["'](\d+)["']/.exec(xml)?.[1] ?? 1) + 1;

/** The cookie as annotations carry it: the query's cookie encoded twice inside an outer one. */
const outerCookie = (inner: string, page: number): string =>
  `<cookie pagenumber="${page}" pagingcookie="${encodeURIComponent(encodeURIComponent(inner))}" istracking="False" />`;

const projection = (rows: readonly FetchRow[]): string => {
  const names = rows[0]?.cells.map(nameOf);
  return names === undefined || names.length === 0 ? "" : `(${names.join(",")})`;
};

const nameOf = ({ column, key, aliased }: FetchCell): string =>
  column !== undefined && !aliased && isLookupColumn(column) ? `_${key}_value` : key;

const rowJson = (request: WireRequest, culture: Culture, row: FetchRow): Record<string, unknown> => {
  const json: Record<string, unknown> =
    row.version === undefined ? {} : { "@odata.etag": `W/"${row.version}"` };
  for (const cell of row.cells) writeCell(request, culture, cell, json);
  return json;
};

const writeCell = (
  request: WireRequest,
  culture: Culture,
  cell: FetchCell,
  json: Record<string, unknown>,
): void => {
  const { column, value } = cell;
  if (value === null) return;
  const name = nameOf(cell);
  const { annotations } = request;
  const shown =
    column !== undefined && annotations.includes(FORMATTED)
      ? formatted(request, culture, column, value)
      : undefined;
  if (shown !== undefined) json[`${name}@${FORMATTED}`] = shown;
  if (column !== undefined && isLookupColumn(column) && typeof value === "object" && "table" in value) {
    const navigation =
      cell.table === undefined
        ? undefined
        : navigationOf(request, cell.table, column.logicalName, value.table);
    if (navigation !== undefined && annotations.includes(NAVIGATION))
      json[`${name}@${NAVIGATION}`] = navigation;
    if (annotations.includes(LOOKUP_TABLE)) json[`${name}@${LOOKUP_TABLE}`] = value.table;
  }
  json[name] = jsonValue(value);
};

const navigationOf = (
  { kernel }: WireRequest,
  table: string,
  column: string,
  target: string,
): string | undefined => {
  const relationships = kernel.model.relationships.ofColumn(table, column);
  return (relationships.find((one) => one.referencedTable === target) ?? relationships[0])?.navigation;
};
