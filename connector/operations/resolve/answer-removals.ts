import * as schema from "../../../core/generated/schema";
import type { Side } from "../../../core/merge/types";
import type { Decision } from "../../../core/operation/decision";
import { noOutcomes } from "../../../core/outcome";
import { DataverseError } from "../../dataverse/dataverse-error";
import { CannotSyncError } from "../../pipeline/build/build-sync";
import { HELD_TOPIC, removalScope, reportHeld } from "../../pipeline/write/hold-removals";
import { mappingIssueId } from "../../pipeline/report/mapping-issues";
import type { Sync } from "../../pipeline/sync";
import { queueChanges } from "../../state/changes";
import { answerHeld } from "../../state/removals";
import { resultOf, type End, type Job } from "../job";
import { asAsker, type FoundIssue } from "./find-issue";

/**
 * A person's answer to "many records would be deleted": all that wait go on, or the other side keeps them and their links end.
 * They are looked at again one by one, as events are; one that has come back meanwhile is synced as ever.
 * @throws CannotSyncError RECORD_NOT_WRITABLE for whoever may read the issue, but not settle it
 */
export async function answerRemovals(
  job: Job<"resolve">,
  sync: Sync,
  issue: FoundIssue,
  { kind }: Decision,
): Promise<End> {
  await settleAsAsker(job, issue);
  const scope = removalScope(sync);
  const { environmentId, mappingId } = scope;
  const { correlationId } = job.operation;
  const names = await sync.database.transaction(async (sql) => {
    const found = await answerHeld(
      sql,
      scope,
      sideOf(mappingId, issue),
      kind === "delete" ? "allowed" : "kept",
    );
    await queueChanges(sql, [{ environmentId, mappingId, why: "person", correlationId, names: found }]);
    return found;
  });
  await reportHeld(sync);
  await job.parts.queue.remind("changes", environmentId, environmentId);
  return {
    succeeded: true,
    result: resultOf({ counts: { ...noOutcomes(), updated: names.length } }),
    connectionId: sync.connection.id,
  };
}

function sideOf(mappingId: string, { id }: FoundIssue): Side {
  return id === mappingIssueId(mappingId, HELD_TOPIC, "system") ? "system" : "dataverse";
}

/** Whoever may settle the issue in Dataverse may answer it. */
async function settleAsAsker(job: Job<"resolve">, { id }: FoundIssue): Promise<void> {
  const { columns, entitySet } = schema.issue;
  try {
    const resolved = { [columns.issuestatus]: schema.IssueStatus.Resolved };
    await job.runtime.client.update(entitySet, id, resolved, asAsker(job));
  } catch (error) {
    if (error instanceof DataverseError && error.status === 403)
      throw new CannotSyncError({ code: "RECORD_NOT_WRITABLE", params: { details: error.message } });
    throw error;
  }
}
