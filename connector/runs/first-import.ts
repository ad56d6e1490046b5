import type { RequestCounter } from "../dataverse/request-counter";
import { buildSync, chooseMapping } from "../pipeline/build-sync";
import type { Candidates } from "../pipeline/match";
import type { Result } from "../pipeline/item";
import { saveResults } from "../pipeline/save";
import { tellResults } from "../pipeline/tell";
import type { Sync } from "../pipeline/sync";
import { releaseRecords, requireRecordLeases } from "../state/record-leases";
import { saveJournal, type Journalled } from "../state/journal";
import { checkpointRun, type Checkpoint, type Run } from "../state/runs";
import { collectCandidates } from "./candidates";
import { findContested } from "./contested";
import type { RunEnding } from "./ending";
import { writeChunk } from "./import-chunk";
import { readAhead, type Chunk } from "./read-ahead";
import { tallied } from "./tally";
import { progressOf, syncRequest, type RunWork } from "./run-work";

/**
 * All records of the system into Dataverse, from the run's checkpoint on. After every chunk, what follows from it and
 * how far the run has come are saved in one transaction, so that after a crash nothing is missing and nothing done twice.
 * While one chunk is told and saved, the rows of the next are written: Dataverse is never without work.
 */
export async function firstImport(work: RunWork): Promise<RunEnding> {
  const { run, runtime, counter } = work;
  const configured = await chooseMapping(runtime, { mappingId: run.mappingId }, { counter });
  const sync = await buildSync(syncRequest(work, "toDataverse"), configured);
  const counted = counting(run, counter);
  await work.begin();
  const begun = await look(work, sync);
  const { candidates } = begun;
  const contested = await findContested(sync, candidates);
  const startedOn = run.startedOn ?? sync.clock.now();
  let { progress } = begun;
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
      await saveJournal(sql, runtime.environment.id, run.id, createdBefore(results));
      await checkpointRun(sql, run.id, work.owner, saved);
    });
    progress = saved;
    await releaseRecords(sync.database, work.owner, keys);
    for (const { outcome } of results)
      work.parts.metrics.records.inc({ environment: runtime.environment.id, door: "run", outcome });
    await telling;
    // The end tells it again, so nothing hangs on this one.
    telling = work.tell(progress).catch(() => {});
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
      const written = await writeChunk(sync, chunk.records, candidates, startedOn, contested);
      // Told at once, saved in order: the checkpoint never runs ahead of a chunk before.
      told = tellResults(sync, written.processed);
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
  const { nextPosition } = progress;
  return {
    progress: { ...progress, ...counted() },
    expected: progress.total,
    position: {
      ...(nextPosition
        ? { deltaLink: nextPosition.deltaLink, systemSince: new Date(nextPosition.systemSince) }
        : {}),
      comparedOn: sync.clock.now(),
    },
  };
}

/**
 * Takes in the rows there are. What changes on either side from here on belongs to the first comparison after the import, so
 * the first attempt remembers where that begins.
 */
async function look(
  { parts, run, owner }: RunWork,
  sync: Sync,
): Promise<{ readonly candidates: Candidates; readonly progress: Checkpoint }> {
  const systemSince = sync.clock.now().toISOString();
  const { candidates, deltaLink } = await collectCandidates(sync, run.startedOn ?? sync.clock.now());
  if (run.nextPosition) return { candidates, progress: progressOf(run) };
  const progress = { ...progressOf(run), nextPosition: { deltaLink, systemSince } };
  await checkpointRun(parts.database, run.id, owner, progress);
  return { candidates, progress };
}

/** Rows that this run had created before the connector died, without coming to saying so: an undo takes them back as well. */
function createdBefore(results: readonly Result[]): readonly Journalled[] {
  return results.flatMap(({ outcome, wrote, plan, rowId, externalId }) => {
    if (outcome !== "created" || wrote.dataverse !== null || !plan || rowId === null || externalId === null)
      return [];
    const fields = plan.fields.map(({ line, column, systemField, dataverse }) => ({
      line,
      side: "dataverse" as const,
      column,
      ...(systemField === undefined ? {} : { systemField }),
      before: null,
      after: dataverse,
    }));
    return [{ recordId: rowId, externalId, entry: { fields, created: "dataverse" as const } }];
  });
}

function progressAfter(progress: Checkpoint, chunk: Chunk, results: readonly Result[]): Checkpoint {
  return {
    ...progress,
    cursor: chunk.next,
    total: chunk.total ?? progress.total,
    ...tallied(progress, results),
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
