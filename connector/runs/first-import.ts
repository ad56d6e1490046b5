import { totalOf } from "../../core/operation/counts";
import { buildSync, chooseMapping } from "../pipeline/build/build-sync";
import type { Result } from "../pipeline/item";
import type { Candidates } from "../pipeline/match/candidates";
import type { Sync } from "../pipeline/sync";
import { checkpointRun, type Checkpoint } from "../state/runs";
import type { RunEnding } from "./ending";
import { importCandidates } from "./import-candidates";
import { importRecords } from "./import-chunk";
import { ImportProgress } from "./import-progress";
import { readAhead, type Chunk } from "./read-ahead";
import { progressOf, syncRequest, type RunWork } from "./run-work";
import { systemTime } from "../systems/base/system-time";

/**
 * Chunks under way at most: one is saved, one reported, one written, one made ready. With fewer, Dataverse would have nothing to do
 * between one chunk and the next; with more, they would only wait, in memory.
 */
const UNDER_WAY = 4;

/**
 * All records of the system into Dataverse, from the run's checkpoint on. What follows from a chunk is saved in one transaction,
 * with how far the run has come by it, so that after a crash nothing is missing and nothing done twice.
 * Chunks go side by side, so that Dataverse is never without work; the run comes further in their order.
 */
export async function firstImport(work: RunWork): Promise<RunEnding> {
  const { run, runtime, counter } = work;
  // What an admin has just set holds for an import that she starts.
  const configured = await chooseMapping(runtime, { mappingId: run.mappingId }, { counter }, 0);
  const sync = await buildSync(syncRequest(work, "toDataverse"), configured);
  const chunks = readAhead(sync, run.cursor, totalOf(run.counts));
  // Both are over before anything else is told of the run.
  const [looked, begun] = await Promise.allSettled([look(work, sync), work.begin()]);
  if (looked.status === "rejected") throw looked.reason;
  if (begun.status === "rejected") throw begun.reason;
  const { candidates, saved } = looked.value;
  const progress = new ImportProgress(work, saved);
  try {
    await importAll(work, sync, chunks, candidates, progress);
    await progress.countUnlisted();
  } finally {
    await progress.settled();
  }
  const { nextCursor, total } = progress.now;
  return {
    progress: progress.now,
    expected: total,
    mappingCursor: {
      ...(nextCursor
        ? { deltaLink: nextCursor.deltaLink, systemSince: new Date(nextCursor.systemSince) }
        : {}),
      comparedOn: "now",
    },
  };
}

async function importAll(
  work: RunWork,
  sync: Sync,
  chunks: AsyncIterable<Chunk>,
  candidates: Candidates,
  progress: ImportProgress,
): Promise<void> {
  const underWay: Promise<void>[] = [];
  try {
    for await (const chunk of chunks) {
      sync.signal?.throwIfAborted();
      work.stopIfAsked();
      const saved = importChunk(sync, chunk, candidates, progress, underWay.at(-1) ?? Promise.resolve());
      // Nobody may be waiting when it fails; the failure is thrown when its turn comes.
      saved.catch(() => {});
      underWay.push(saved);
      if (underWay.length >= UNDER_WAY) await underWay.shift();
    }
    for (const saved of underWay) await saved;
  } catch (error) {
    await Promise.allSettled(underWay);
    throw error;
  }
}

/**
 * Imports a chunk and saves it at once: what waited for its turn would have to be saved when the run's end waits for it. The
 * checkpoint never runs ahead of a chunk: of one that is done before an earlier one, it is remembered what became of its
 * records, so that it can be taken back and is not done twice, and the run comes further once the earlier one is done as well. Where that
 * fails, the run comes to it again, and it is counted then.
 */
async function importChunk(
  sync: Sync,
  chunk: Chunk,
  candidates: Candidates,
  progress: ImportProgress,
  before: Promise<void>,
): Promise<void> {
  const last = chunk.records.at(-1)?.id;
  let isNext = false;
  let done: readonly Result[] = [];
  let isSaved = false;
  before.then(
    () => (isNext = true),
    () => {},
  );
  await importRecords(sync, chunk.records, candidates, {
    saveToo: async (sql, results, names) => {
      const all = [...done, ...results];
      const ends = isNext && names.some((name) => "externalId" in name && name.externalId === last);
      const saved = ends ? await progress.save(sql, chunk, all) : await progress.saveAhead(sql, results);
      return () => {
        done = all;
        isSaved = ends;
        saved();
      };
    },
  });
  await before;
  if (!isSaved) (await sync.database.transaction((sql) => progress.save(sql, chunk, done)))();
}

/**
 * Takes in the rows there are. What changes on either side from here on belongs to the first comparison after the import, so
 * the first attempt remembers where that begins.
 */
async function look(
  { parts, run, owner }: RunWork,
  sync: Sync,
): Promise<{ readonly candidates: Candidates; readonly saved: Checkpoint }> {
  const call = { correlationId: run.correlationId, signal: sync.signal };
  const [since, { candidates, deltaLink }] = await Promise.all([
    systemTime(sync.connection.adapter, call, sync),
    importCandidates(sync, run.startedOn ?? sync.clock.now()),
  ]);
  if (run.nextCursor) return { candidates, saved: progressOf(run) };
  const saved = { ...progressOf(run), nextCursor: { deltaLink, systemSince: since.toISOString() } };
  await checkpointRun(parts.database, run.id, owner, saved);
  return { candidates, saved };
}
