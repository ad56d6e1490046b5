import { normaliseGuid } from "../../core/values/guid";
import type { DataverseCall } from "../dataverse/call";
import type { DataverseClient } from "../dataverse/client";

/** A view everybody has (savedquery), as far as the connector looks at it. */
export interface View {
  readonly table: string;
  readonly fetchXml: string;
}

/** Reads a view in one request; null when there is none with this id, or it is switched off. */
export async function readView(
  client: DataverseClient,
  id: string,
  call: DataverseCall = {},
): Promise<View | null> {
  const guid = normaliseGuid(id);
  if (guid === null) return null;
  const row = await client.retrieve(
    "savedqueries",
    guid,
    ["returnedtypecode", "fetchxml", "statecode"],
    call,
  );
  if (row === null || row.statecode === INACTIVE) return null;
  return { table: String(row.returnedtypecode ?? ""), fetchXml: String(row.fetchxml ?? "") };
}

const INACTIVE = 1;
