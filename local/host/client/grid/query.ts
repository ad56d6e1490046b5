import { ANNOTATIONS, getJson, type ODataRow } from "../api/http";
import { buildFetch, readCookie } from "./fetch";
import type { GridModel } from "./grid-model";
import { toRow, type GridRow } from "./rows";

interface Page {
  readonly value: readonly ODataRow[];
  readonly "@Microsoft.Dynamics.CRM.totalrecordcount"?: number;
  readonly "@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"?: boolean;
  readonly "@Microsoft.Dynamics.CRM.morerecords"?: boolean;
  readonly "@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"?: string;
}

export interface QueryResult {
  readonly grid: {
    readonly rows: readonly GridRow[];
    readonly total: number | undefined;
    readonly totalIsLimit: boolean;
    readonly hasMore: boolean;
  };
  /** Cookie for the next page. */
  readonly cookie: string | undefined;
}

/** Reads the page a grid is on. */
export async function queryRows(grid: GridModel, cookie: string | undefined): Promise<QueryResult> {
  const { table, options } = grid;
  const fetchXml = buildFetch(grid.view.fetchXml, {
    page: grid.page,
    pageSize: options.pageSize,
    ...(cookie ? { cookie } : {}),
    ...(grid.sort ? { sort: grid.sort } : {}),
    columns: [table.primaryId, table.primaryName, ...(table.columns.has("statecode") ? ["statecode"] : [])],
    ...(grid.search ? { search: { text: grid.search, columns: grid.searchColumns } } : {}),
    ...(options.related ? { related: options.related } : {}),
  });
  const page = await getJson<Page>(`${table.entitySetName}?fetchXml=${encodeURIComponent(fetchXml)}`, {
    prefer: ANNOTATIONS,
  });
  const total = page["@Microsoft.Dynamics.CRM.totalrecordcount"];
  return {
    grid: {
      rows: page.value.map((row) => toRow(row, table)),
      // -1: the server did not count.
      total: total === undefined || total < 0 ? undefined : total,
      totalIsLimit: page["@Microsoft.Dynamics.CRM.totalrecordcountlimitexceeded"] ?? false,
      hasMore: page["@Microsoft.Dynamics.CRM.morerecords"] ?? false,
    },
    cookie: readCookie(page["@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"]),
  };
}
