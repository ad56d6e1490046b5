import type { Row } from "../../../core/records";
import { MAX_BATCH_REQUESTS } from "../../dataverse/batch";
import type { DataverseCall } from "../../dataverse/call";
import { chunksOf, queryPath } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import { toRow } from "../../environment/rows";
import type { TableMetadata } from "../../environment/table-metadata";
import type { Sync } from "../sync";

/** Dataverse's largest page. */
const PAGE_SIZE = 5_000;

/**
 * The rows that fit these filters, in as few requests as it takes; `isWhole`: no more fit any of them than a page holds.
 * @throws DataverseError
 */
export async function rowsThatFit(
  sync: Sync,
  table: TableMetadata,
  select: readonly string[],
  filters: readonly string[],
  call: DataverseCall,
): Promise<{ readonly rows: readonly Row[]; readonly isWhole: boolean }> {
  const rows: Row[] = [];
  let isWhole = true;
  for (const some of chunksOf(filters, MAX_BATCH_REQUESTS)) {
    const paths = some.map((filter) => queryPath(table.entitySet, select, filter));
    for (const answer of await sync.runtime.client.batch(paths, call)) {
      if ("error" in answer) throw answer.error;
      if (answer.body["@odata.nextLink"]) isWhole = false;
      for (const json of (answer.body.value ?? []) as readonly Json[]) rows.push(inLowerCase(table, json));
    }
  }
  return { rows, isWhole };
}

/** All rows of a table that fit a filter, page by page. @throws DataverseError */
export async function* allRows(
  sync: Sync,
  table: TableMetadata,
  select: readonly string[],
  filter: string | undefined,
  call: DataverseCall,
): AsyncGenerator<readonly Row[]> {
  const query = { select, ...(filter ? { filter } : {}), pageSize: PAGE_SIZE };
  for await (const page of sync.runtime.client.pages(table.entitySet, query, call))
    yield page.map((json) => inLowerCase(table, json));
}

function inLowerCase(table: TableMetadata, json: Json): Row {
  const row = toRow(table, json);
  return { ...row, id: row.id.toLowerCase() };
}
