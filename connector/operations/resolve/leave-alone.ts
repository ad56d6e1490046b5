import * as schema from "../../../core/generated/schema";
import { noOutcomes } from "../../../core/outcome";
import { IGNORED } from "../../../core/sync/parked";
import { failureKeys } from "../../pipeline/report/save-results";
import { ownCall, type Sync } from "../../pipeline/sync";
import { saveFailures } from "../../state/failures";
import { resultOf, type End, type Job } from "../job";
import type { Subject } from "./resolve-issue";

/** Nothing is to happen with the record until somebody asks for it: what runs by itself leaves it alone. */
export async function leaveAlone(job: Job<"resolve">, sync: Sync, subject: Subject): Promise<End> {
  const { environmentId } = job.operation;
  await saveFailures(
    sync.database,
    environmentId,
    new Map(failureKeys(sync, subject).map((key) => [key, IGNORED])),
  );
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
