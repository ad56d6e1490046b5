import { addCounts, countOutcomes } from "../../core/operation/counts";
import type { RequestCounter } from "../dataverse/request-counter";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import { buildSync, chooseMapping } from "../pipeline/build-sync";
import { collectCandidates } from "../pipeline/candidates";
import type { Result } from "../pipeline/item";
import { saveResults } from "../pipeline/save";
import { ownCall, type Sync } from "../pipeline/sync";
import { releaseRecords, requireRecordLeases } from "../state/record-leases";
import { checkpointRun, type Checkpoint, type Run } from "../state/runs";
import { tellChunk, writeChunk } from "./import-chunk";
import type { WorkParts } from "./parts";
import { readAhead, type Chunk } from "./read-ahead";
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
 * While one chunk is told and saved, the rows of the next are written: Dataverse is never without work.
 */
export async function firstImport(
  work: RunWork,
): Promise<{ readonly progress: Checkpoint; readonly name: string }> {
  const { run, runtime, counter } = work;
  const configured = await chooseMapping(runtime, { mappingId: run.mappingId }, { counter });
  const sync = await buildSync(syncRequest(work), configured);
  const counted = counting(run, counter);
  const tell = (progress: Checkpoint) =>
    tellRun(runtime.client, run, configured.name, { status: "running", progress }, ownCall(sync));
  let progress = progressOf(run);
  await tell(progress);
  const candidates = await collectCandidates(sync);
  let telling: Promise<unknown> = Promise.resolve();

  const save = async (
    chunk: Chunk,
    keys: readonly string[],
    told: Promise<readonly Result[]>,
  ): Promise<void> => {
    const results = await told;
    const saved = { ...progressAfter(progress, chunk, results), ...counted() };
    await sync.database.transaction(async (sql) => {
      await requireRecordLeases(sql, runtime.environment.id, keys, work.owner);
      await saveResults(sql, sync, results);
      await checkpointRun(sql, run.id, work.owner, saved);
    });
    progress = saved;
    await releaseRecords(sync.database, work.owner, keys);
    for (const { outcome } of results)
      work.parts.metrics.records.inc({ environment: runtime.environment.id, door: "run", outcome });
    await telling;
    // The end tells it again, so nothing hangs on this one.
    telling = tell(progress).catch(() => {});
  };

  let saving: Promise<void> = Promise.resolve();
  let told: Promise<readonly Result[]> = Promise.resolve([]);
  let before: ReadonlySet<string> = new Set();
  try {
    for await (const chunk of readAhead(sync, run.cursor)) {
      sync.signal?.throwIfAborted();
      // A record that moved from one page to the next must not be in two hands at once.
      if (chunk.records.some((record) => before.has(record.id))) await saving;
      before = new Set(chunk.records.map((record) => record.id));
      const written = await writeChunk(sync, chunk.records, candidates, run.startedOn ?? sync.clock.now());
      // Told at once, saved in order: the checkpoint never runs ahead of a chunk before.
      told = tellChunk(sync, written.processed);
      told.catch(() => {});
      await saving;
      saving = save(chunk, written.keys, told);
      // Nobody may be waiting when it fails; the failure is thrown when its turn comes.
      saving.catch(() => {});
    }
  } catch (error) {
    // What was written before is still told and saved.
    await Promise.allSettled([told, saving]);
    throw error;
  }
  await saving;
  await telling;
  return { progress: { ...progress, ...counted() }, name: configured.name };
}

function progressAfter(progress: Checkpoint, chunk: Chunk, results: readonly Result[]): Checkpoint {
  return {
    ...progress,
    cursor: chunk.next,
    total: chunk.total ?? progress.total,
    counts: addCounts(progress.counts, countOutcomes(results)),
    warnings: progress.warnings + results.reduce((sum, result) => sum + result.warnings.length, 0),
  };
}

/** Requests of this attempt on top of those of the attempts before it. */
function counting(run: Run, counter: RequestCounter): () => Pick<Checkpoint, "requests" | "throttled"> {
  const before = { requests: run.requests, throttled: run.throttled };
  return () => ({
    requests: before.requests + counter.sent,
    throttled: before.throttled + counter.throttled,
  });
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
    clock: parts.clock,
    logger: parts.logger,
    direction: "toDataverse",
    correlationId: run.correlationId,
    runId: run.id,
    counter,
    leaseOwner: owner,
    signal,
  } satisfies Partial<Sync>;
}
