import { ANNOTATIONS, call, getJson, type ODataRow } from "./http";
import type { Table, TableSummary } from "./metadata-types";
import { guid } from "../util/xml";

/** A row with its annotations (formatted values, lookup tables). */
export function readRecord(table: TableSummary, id: string): Promise<ODataRow> {
  return getJson<ODataRow>(`${table.entitySetName}(${guid(id)})`, { prefer: ANNOTATIONS });
}

/** Creates a row; gives its id. */
export async function createRecord(table: TableSummary, body: ODataRow): Promise<string> {
  const response = await call(table.entitySetName, { method: "POST", body });
  const id = /\(([0-9a-f-]{36})\)$/i.exec(response.headers.get("OData-EntityId") ?? "")?.[1];
  if (!id) throw new Error("The Web API did not say which row it created.");
  return guid(id);
}

/** Changes a row; never creates one (`If-Match: *`). */
export async function updateRecord(table: TableSummary, id: string, body: ODataRow): Promise<void> {
  await call(`${table.entitySetName}(${guid(id)})`, { method: "PATCH", body, headers: { "If-Match": "*" } });
}

export async function deleteRecord(table: TableSummary, id: string): Promise<void> {
  await call(`${table.entitySetName}(${guid(id)})`, { method: "DELETE" });
}

/** Rights a person can have on one row. */
export type AccessRight = "Read" | "Write" | "Append" | "AppendTo" | "Create" | "Delete" | "Share" | "Assign";

/** What the user may do with one row (RetrievePrincipalAccess). */
export async function accessTo(table: Table, id: string, userId: string): Promise<ReadonlySet<AccessRight>> {
  const target = encodeURIComponent(JSON.stringify({ "@odata.id": `${table.entitySetName}(${guid(id)})` }));
  const answer = await getJson<{ AccessRights: string }>(
    `systemusers(${userId})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t=${target}`,
  );
  return new Set(
    answer.AccessRights.split(/,\s*/).map((right) => right.replace(/Access$/, "") as AccessRight),
  );
}
