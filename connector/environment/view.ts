import { normaliseGuid } from "../../core/values/guid";
import type { DataverseCall } from "../dataverse/call";
import type { DataverseClient } from "../dataverse/client";
import { DataverseError } from "../dataverse/dataverse-error";

/** A view, as far as the connector looks at it. */
export interface View {
  readonly table: string;
  readonly fetchXml: string;
  /** Whose personal view it is (systemuserid): it is read and asked as her. Absent: a view everybody has. */
  readonly reader?: string;
}

const INACTIVE = 1;

/**
 * Reads a view that everybody has (savedquery) in one request; else the personal one (userquery) of the first of these people who
 * can read it, as she can. Null when there is none with this id, or it is switched off.
 * https://learn.microsoft.com/power-apps/developer/data-platform/saved-queries
 * @param readers systemuserids: whoever is known to have chosen it, and who changed the mapping last
 */
export async function readView(
  client: DataverseClient,
  id: string,
  readers: readonly string[],
  call: DataverseCall = {},
): Promise<View | null> {
  const guid = normaliseGuid(id);
  if (guid === null) return null;
  const saved = await client.retrieve(
    "savedqueries",
    guid,
    ["returnedtypecode", "fetchxml", "statecode"],
    call,
  );
  if (saved !== null) return saved.statecode === INACTIVE ? null : viewOf(saved);
  for (const reader of new Set(readers)) {
    const own = await personal(client, guid, { ...call, asUser: reader });
    if (own) return { ...viewOf(own), reader };
  }
  return null;
}

function viewOf(row: Readonly<Record<string, unknown>>): View {
  return { table: String(row.returnedtypecode ?? ""), fetchXml: String(row.fetchxml ?? "") };
}

/** What a person may not read is not hers: as good as not there. */
async function personal(client: DataverseClient, id: string, call: DataverseCall) {
  try {
    return await client.retrieve("userqueries", id, ["returnedtypecode", "fetchxml"], call);
  } catch (error) {
    if (error instanceof DataverseError && error.status === 403) return null;
    throw error;
  }
}
