import { getJson, type ODataRow } from "./http";
import type { TableSummary } from "./metadata-types";
import { guid } from "../util/xml";

/** The primary name of one row; empty when it cannot be read. */
export async function findOneName(table: TableSummary, id: string): Promise<string> {
  try {
    const row = await getJson<ODataRow>(`${table.entitySetName}(${guid(id)})?$select=${table.primaryName}`);
    return String(row[table.primaryName] ?? "");
  } catch {
    return "";
  }
}
