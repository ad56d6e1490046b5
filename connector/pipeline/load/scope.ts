import { MAX_BATCH_REQUESTS } from "../../dataverse/batch";
import type { DataverseCall } from "../../dataverse/call";
import type { DataverseClient } from "../../dataverse/client";
import { DataverseError } from "../../dataverse/dataverse-error";
import { chunksOf, IN_CHUNK } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import type { TableMetadata } from "../../environment/table-metadata";
import { unusable } from "../build/build-sync";
import type { Item } from "../item";
import { scopeError, type Scope } from "../build/read-scope";
import type { MappingReporter } from "../report/mapping-issues";
import { reportScopeAsked } from "../report/scope-issues";
import { readCall, type Sync } from "../sync";

/** Why an item goes no further when its row is not the mapping's: it is left as it is on both sides, and so is its link. */
export const OUT_OF_SCOPE: NonNullable<Item["stop"]> = {
  outcome: "skipped",
  issue: { code: "OUT_OF_SCOPE" },
};

/** Those of these rows that a view holds, asked for together: one request for many. @throws DataverseError */
export async function heldByView(
  client: DataverseClient,
  table: TableMetadata,
  view: NonNullable<Scope>,
  rowIds: readonly string[],
  call: DataverseCall,
): Promise<ReadonlySet<string>> {
  const paths = chunksOf(rowIds, IN_CHUNK).map(
    (some) => `${table.entitySet}?fetchXml=${encodeURIComponent(view.among(some))}`,
  );
  const held = new Set<string>();
  for (const some of chunksOf(paths, MAX_BATCH_REQUESTS)) {
    const asked = view.reader === undefined ? call : { ...call, asUser: view.reader };
    for (const answer of await client.batch(some, asked)) {
      if ("error" in answer) throw answer.error;
      for (const json of (answer.body.value ?? []) as readonly Json[])
        held.add(String(json[table.primaryId]).toLowerCase());
    }
  }
  return held;
}

/** What it takes to ask the view of a mapping, and to tell its admins what came of it. */
export type AsksView = MappingReporter & Pick<Sync, "asUser" | "scope" | "table">;

/**
 * Those of these rows that the mapping's view does not hold. None where the mapping is for all rows.
 * @throws CannotSyncError MAPPING_INVALID when the view cannot be evaluated
 */
export async function outOfScope(sync: AsksView, rowIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { scope, table, runtime } = sync;
  const ids = [...new Set(rowIds.map((id) => id.toLowerCase()))];
  if (!scope || ids.length === 0) return new Set();
  const held = await heldByView(runtime.client, table, scope, ids, readCall(sync)).catch(
    async (error: unknown) => {
      throw error instanceof DataverseError ? await notEvaluated(sync, error) : error;
    },
  );
  await reportScopeAsked(sync, null);
  return new Set(ids.filter((id) => !held.has(id)));
}

/** Dataverse refuses the query itself: a column of it was deleted, or the view uses what no query of ours may. */
async function notEvaluated(sync: AsksView, error: DataverseError): Promise<Error> {
  if (error.transient || error.throttled || ![400, 404, 501].includes(error.status)) return error;
  sync.logger.warn("The view of a mapping could not be evaluated", {
    mappingId: sync.mapping.id,
    ...(error.code ? { code: error.code } : {}),
    httpStatus: error.status,
  });
  sync.runtime.forgetTables();
  const broken = scopeError("viewUnreadable");
  await reportScopeAsked(sync, broken);
  return unusable(sync, broken);
}
