import * as schema from "../../../core/generated/schema";
import { noOutcomes } from "../../../core/outcome";
import { IGNORED } from "../../../core/sync/parked";
import { failureKeys } from "../../pipeline/report/save-results";
import { ownCall, type Sync } from "../../pipeline/sync";
import { queueChange } from "../../state/changes";
import { saveFailures } from "../../state/failures";
import { resultOf, type End, type Job } from "../job";
import type { Subject } from "./resolve-issue";

/** Nothing is to happen with the record until somebody asks for it: what runs by itself leaves it alone. */
export async function leaveAlone(job: Job<"resolve">, sync: Sync, subject: Subject): Promise<End> {
  const { environmentId } = job.operation;
  const { correlationId, database, mapping } = sync;
  const names = [
    subject.externalId === null ? [] : { externalId: subject.externalId },
    subject.rowId === null ? [] : { rowId: subject.rowId },
  ].flat();
  await database.transaction(async (sql) => {
    await saveFailures(sql, environmentId, new Map(failureKeys(sync, subject).map((key) => [key, IGNORED])));
    // The look that follows shows it as set aside: from now on nobody knows whether both sides hold the same.
    await queueChange(sql, { environmentId, mappingId: mapping.id, why: "reconcile", correlationId, names });
  });
  await sync.runtime.client.update(
    schema.issue.entitySet,
    subject.issue!.id,
    { [schema.issue.columns.issuestatus]: schema.IssueStatus.Ignored },
    ownCall(sync),
  );
  const { rowId } = subject;
  return {
    succeeded: true,
    result: resultOf({
      counts: { ...noOutcomes(), skipped: 1 },
      records: rowId === null ? [] : [{ recordId: rowId, outcome: "skipped" }],
    }),
    connectionId: sync.connection.id,
    ...(rowId === null ? {} : { row: { table: sync.table.logicalName, recordId: rowId } }),
  };
}
