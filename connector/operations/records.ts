import { totalOf } from "../../core/operation/counts";
import type { RecordsKind } from "../../core/operation/types";
import { buildSync, chooseMapping } from "../pipeline/build-sync";
import type { End, Job } from "./job";
import { perform } from "./perform";
import { syncRequest } from "./sync-request";

/** wave_Push, wave_Pull and wave_Preview: the records a person points at. */
export async function doRecords(job: Job<RecordsKind>): Promise<End> {
  const { operation, runtime, counter } = job;
  const { kind, request } = operation;
  const configured = await chooseMapping(runtime, request, { counter });
  const direction =
    kind === "push" ? "toSystem" : kind === "pull" ? "toDataverse" : (request.direction ?? "both");
  const sync = await buildSync(
    {
      ...syncRequest(job),
      door: kind,
      direction,
      ...(request.manual ? { manual: request.manual } : {}),
    },
    configured,
  );
  const result = await perform(sync, request.recordIds, request.language, async (done) => {
    await job.opened();
    await job.progress({ done });
  });
  const [only] = request.recordIds.length === 1 ? result.records : [];
  const exists = only !== undefined && only.problem?.code !== "RECORD_NOT_FOUND";
  return {
    succeeded: result.counts.failed < totalOf(result.counts),
    result,
    connectionId: configured.connectionId,
    ...(exists ? { row: { table: request.table, recordId: only.recordId } } : {}),
  };
}
