import { addCounts, countOutcomes } from "../../core/operation/counts";
import type { RequestCounter } from "../dataverse/request-counter";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import { buildSync, chooseMapping } from "../pipeline/build-sync";
import { collectCandidates } from "../pipeline/candidates";
import { saveResults } from "../pipeline/save";
import { ownCall, type Sync } from "../pipeline/sync";
import { releaseRecords, requireRecordLeases } from "../state/record-leases";
import { checkpointRun, type Checkpoint, type Run } from "../state/runs";
import { importChunk } from "./import-chunk";
import type { WorkParts } from "./parts";
import { readAhead } from "./read-ahead";
import { tellRun } from "./run-row";

export interface RunWork {
  readonly parts: WorkParts;
  readonly runtime: EnvironmentRuntime;
  readonly run: Run;
  readonly owner: string;
  readonly signal: AbortSignal;
  readonly counter: RequestCounter;
}

/**
 * All records of the system into Dataverse, from the run's checkpoint on. After every chunk, what follows from it and
 * how far the run has come are saved in one transaction, so that after a crash nothing is missing and nothing done twice.
 */
export async function firstImport(
  work: RunWork,
): Promise<{ readonly progress: Checkpoint; readonly name: string }> {
  const { run, runtime, counter } = work;
  const configured = await chooseMapping(runtime, { mappingId: run.mappingId }, { counter });
  const sync = await buildSync(syncRequest(work), configured);
  let progress = progressOf(run);
  const before = { requests: run.requests, throttled: run.throttled };
  const counted = (): Pick<Checkpoint, "requests" | "throttled"> => ({
    requests: before.requests + counter.sent,
    throttled: before.throttled + counter.throttled,
  });
  await tellRun(runtime.client, run, configured.name, { status: "running", progress }, ownCall(sync));
  const candidates = await collectCandidates(sync);
  let telling: Promise<unknown> = Promise.resolve();

  for await (const chunk of readAhead(sync, run.cursor)) {
    sync.signal?.throwIfAborted();
    const { results, keys } = await importChunk(sync, chunk.records, candidates, run.startedOn ?? new Date());
    progress = {
      cursor: chunk.next,
      total: chunk.total ?? progress.total,
      counts: addCounts(progress.counts, countOutcomes(results)),
      warnings: progress.warnings + results.reduce((sum, result) => sum + result.warnings.length, 0),
      ...counted(),
    };
    const saved = progress;
    await sync.database.transaction(async (sql) => {
      await requireRecordLeases(sql, runtime.environment.id, keys, work.owner);
      await saveResults(sql, sync, results);
      await checkpointRun(sql, run.id, work.owner, saved);
    });
    await releaseRecords(sync.database, work.owner, keys);
    for (const { outcome } of results)
      work.parts.metrics.records.inc({ environment: runtime.environment.id, door: "run", outcome });
    await telling;
    // The end tells it again, so nothing hangs on this one.
    telling = tellRun(
      runtime.client,
      run,
      configured.name,
      { status: "running", progress },
      ownCall(sync),
    ).catch(() => {});
  }
  await telling;
  return { progress: { ...progress, ...counted() }, name: configured.name };
}

export function progressOf(run: Run): Checkpoint {
  const { cursor, total, counts, warnings, requests, throttled } = run;
  return { cursor, total, counts, warnings, requests, throttled };
}

function syncRequest({
  parts,
  runtime,
  run,
  owner,
  signal,
  counter,
}: RunWork): Parameters<typeof buildSync>[0] {
  return {
    door: "run",
    runtime,
    database: parts.database,
    logger: parts.logger,
    direction: "toDataverse",
    correlationId: run.correlationId,
    runId: run.id,
    counter,
    leaseOwner: owner,
    signal,
  } satisfies Partial<Sync>;
}
