import { describe } from "../../core/issues/describe";
import { languageOf } from "../../core/issues/languages";
import { countOutcomes, totalOf } from "../../core/operation/counts";
import type { Problem, RecordResult, RecordsKind } from "../../core/operation/types";
import type { Direction } from "../../core/mapping/types";
import type { IssueRef } from "../../core/plan/types";
import type { ConfiguredMapping } from "../environment/configuration";
import { buildSync, CannotSyncError } from "../pipeline/build/build-sync";
import { rememberDone } from "../state/operations";
import type { Sync } from "../pipeline/sync";
import { resultOf, type End, type Job } from "./job";
import { mappingsOfRecords, takesWrites } from "./mapping-of-records";
import { perform } from "./perform";
import { syncRequest } from "./sync-request";

/** wave_Push, wave_Pull and wave_Preview: the records a person points at, each by the mapping it is for. */
export async function doRecords(job: Job<RecordsKind>): Promise<End> {
  const { operation, runtime, counter, signal, patienceMs } = job;
  const { request } = operation;
  const call = { counter, signal, patienceMs, priority: "interactive" as const };
  const { groups, unclear, issue } = await mappingsOfRecords(
    runtime,
    request,
    request.recordIds,
    call,
    directionOf(job),
  );
  if (groups.length === 0) throw new CannotSyncError(issue);

  const records = new Map<string, RecordResult>();
  for (const id of unclear) records.set(id, failed(job, id, issue));
  for (const { configured, recordIds } of groups) {
    const before = records.size;
    const done = await doGroup(job, configured, recordIds, groups.length === 1, async (count) => {
      await job.opened();
      await job.progress({ done: before + count });
    });
    for (const record of done) records.set(record.recordId, record);
  }
  const result = resultOf({
    records: request.recordIds.map((id) => records.get(id)!),
    counts: countOutcomes(records.values()),
  });
  const connections = new Set(groups.map(({ configured }) => configured.connectionId));
  const [only] = request.recordIds.length === 1 ? result.records : [];
  const exists = only !== undefined && only.problem?.code !== "RECORD_NOT_FOUND";
  return {
    succeeded: result.counts.failed < totalOf(result.counts),
    result,
    connectionId: connections.size === 1 ? [...connections][0]! : null,
    ...(exists ? { row: { table: request.table, recordId: only.recordId } } : {}),
  };
}

/** One mapping's records. Where there are others, a mapping that cannot be used is the trouble of its own records only. */
async function doGroup(
  job: Job<RecordsKind>,
  configured: ConfiguredMapping,
  recordIds: readonly string[],
  alone: boolean,
  progress: (done: number) => Promise<void>,
): Promise<readonly RecordResult[]> {
  const { language, recordIds: all } = job.operation.request;
  try {
    if (directionOf(job) === "toSystem" && !takesWrites(job.runtime, configured))
      throw new CannotSyncError({ code: "DIRECTION_NOT_ALLOWED" });
    const sync = await syncFor(job, configured);
    const withFields = sync.trigger === "preview" || all.length === 1;
    const withChoice = all.length === 1;
    return await perform(sync, recordIds, {
      ...{ lcid: language, withFields, withChoice, progress },
      done: job.done,
      remember: (sql, done) =>
        rememberDone(sql, job.operation.environmentId, job.operation.id, job.owner, done),
    });
  } catch (error) {
    if (alone || !(error instanceof CannotSyncError)) throw error;
    return recordIds.map((id) => failed(job, id, error.issue, configured));
  }
}

/** Which way what a person asks for goes. */
function directionOf({ operation: { kind, request } }: Job<RecordsKind>): Direction {
  const directions = { push: "toSystem", pull: "toDataverse", preview: request.direction ?? "both" } as const;
  return directions[kind];
}

function syncFor(job: Job<RecordsKind>, configured: ConfiguredMapping): Promise<Sync> {
  const { kind, request } = job.operation;
  job.about(configured.connectionId);
  return buildSync(
    {
      ...syncRequest(job),
      trigger: kind,
      direction: directionOf(job),
      ...(request.manual ? { manual: request.manual } : {}),
      ...(request.cleaned ? { cleaned: request.cleaned } : {}),
    },
    configured,
  );
}

function failed(
  { operation, runtime }: Job<RecordsKind>,
  recordId: string,
  issue: IssueRef,
  configured?: ConfiguredMapping,
): RecordResult {
  const { correlationId, request } = operation;
  const system = runtime.connections.get(configured?.connectionId ?? request.connectionId ?? "")?.adapter
    .system;
  const words = describe(issue, languageOf(request.language), {
    correlationId,
    ...(system ? { system } : {}),
  });
  const problem: Problem = { code: words.code, message: words.message, nextStep: words.nextStep };
  return { recordId, outcome: "failed", problem };
}
