import { systemTime } from "./system-time";
import { totalOf } from "../../core/operation/counts";
import { limitConcurrency } from "../clock/limit-concurrency";
import type { SystemRecord } from "../../core/records";
import { buildSync, chooseMapping } from "../pipeline/build/build-sync";
import { concernsAll, isolating } from "../pipeline/isolate";
import type { Result } from "../pipeline/item";
import type { Candidates } from "../pipeline/match/match-to-rows";
import { reportAlone } from "../pipeline/report/report-alone";
import type { Sync } from "../pipeline/sync";
import { reportResults } from "../pipeline/report/report-results";
import { checkpointRun, type Checkpoint } from "../state/runs";
import { collectCandidates } from "./candidates";
import { findContested } from "./contested";
import type { RunEnding } from "./ending";
import { writeChunk, type WrittenChunk } from "./import-chunk";
import { readAhead, type Chunk } from "./read-ahead";
import { progressOf, syncRequest, type RunWork } from "./run-work";
import { SavedImport } from "./save-import";

/**
 * Chunks under way at most: one is saved, one told, one written, one made ready. With fewer, Dataverse would have nothing to do
 * between one chunk and the next; with more, they would only wait, in memory.
 */
const UNDER_WAY = 4;

/** A chunk from its matching to its checkpoint. */
interface ChunkUnderWay {
  readonly ids: ReadonlySet<string>;
  readonly written: Promise<WrittenChunk>;
  readonly told: Promise<readonly Result[]>;
  readonly saved: Promise<void>;
}

/**
 * All records of the system into Dataverse, from the run's checkpoint on. After every chunk, what follows from it and
 * how far the run has come are saved in one transaction, so that after a crash nothing is missing and nothing done twice.
 * Chunks go side by side, so that Dataverse is never without work, and are saved in their order.
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
  const { candidates, progress } = looked.value;
  const contested = await findContested(sync, candidates);
  const saved = new SavedImport(work, sync, progress);
  const inTurn = limitConcurrency(1);
  const write = (records: readonly SystemRecord[]) =>
    writeChunk(sync, records, candidates, contested, inTurn);
  try {
    await importAll(sync, chunks, write, saved);
  } finally {
    await saved.settled();
  }
  const { nextCursor, total } = saved.progress;
  return {
    progress: saved.progress,
    expected: total,
    mappingCursor: {
      ...(nextCursor
        ? { deltaLink: nextCursor.deltaLink, systemSince: new Date(nextCursor.systemSince) }
        : {}),
      comparedOn: sync.clock.now(),
    },
  };
}

async function importAll(
  sync: Sync,
  chunks: AsyncIterable<Chunk>,
  write: (records: readonly SystemRecord[]) => Promise<WrittenChunk>,
  progress: SavedImport,
): Promise<void> {
  const underWay: ChunkUnderWay[] = [];
  const begin = (chunk: Chunk): ChunkUnderWay => {
    const before = underWay.at(-1)?.saved ?? Promise.resolve();
    const written = write(chunk.records);
    // Told at once, saved in order: the checkpoint never runs ahead of a chunk before.
    const told = written.then(({ processed }) => reportResults(sync, processed));
    const saved = before.then(() => saveChunk(sync, chunk, { written, told }, write, progress));
    // Nobody may be waiting when they fail; the failure is thrown when their turn comes.
    for (const each of [written, told, saved]) each.catch(() => {});
    return { ids: new Set(chunk.records.map((record) => record.id)), written, told, saved };
  };
  const waitUntil = async (most: number) => {
    for (; underWay.length > most; underWay.shift()) await underWay[0]!.saved;
  };
  try {
    for await (const chunk of chunks) {
      sync.signal?.throwIfAborted();
      // A record that moved from one page to the next must not be in two hands at once.
      const moved = underWay.some(({ ids }) => chunk.records.some((record) => ids.has(record.id)));
      await waitUntil(moved ? 0 : UNDER_WAY - 1);
      underWay.push(begin(chunk));
    }
    await waitUntil(0);
  } catch (error) {
    // What was written is still told and saved, so that it is counted and can be taken back; the cursor stays before the chunk that failed.
    for (const { written, told, saved } of underWay) {
      const [whole, results, end] = await Promise.allSettled([written, told, saved]);
      if (end.status === "rejected" && whole.status === "fulfilled" && results.status === "fulfilled")
        await progress.savePart(whole.value.keys, results.value).catch(() => {});
    }
    throw error;
  }
}

/** Saves a chunk in its turn. What failed for one of its records is done again without it, so that all others land. */
async function saveChunk(
  sync: Sync,
  chunk: Chunk,
  { written, told }: Pick<ChunkUnderWay, "written" | "told">,
  write: (records: readonly SystemRecord[]) => Promise<WrittenChunk>,
  progress: SavedImport,
): Promise<void> {
  try {
    return await progress.save(chunk, (await written).keys, await told);
  } catch (error) {
    if (sync.signal?.aborted || concernsAll(error)) throw error;
    sync.logger.warn("A chunk is done again in parts", { correlationId: sync.correlationId, error });
  }
  const results = await isolating(
    chunk.records,
    async (records) => {
      const { keys, processed } = await write(records);
      const told = await reportResults(sync, processed);
      await progress.savePart(keys, told);
      return told;
    },
    (record, error) => reportAlone(sync, { externalId: record.id }, error),
    sync.signal,
  );
  await progress.save(chunk, [], [], results);
}

/**
 * Takes in the rows there are. What changes on either side from here on belongs to the first comparison after the import, so
 * the first attempt remembers where that begins.
 */
async function look(
  { parts, run, owner }: RunWork,
  sync: Sync,
): Promise<{ readonly candidates: Candidates; readonly progress: Checkpoint }> {
  const call = { correlationId: run.correlationId, signal: sync.signal };
  const systemSince = (await systemTime(sync.connection.adapter, call, sync)).toISOString();
  const { candidates, deltaLink } = await collectCandidates(sync, run.startedOn ?? sync.clock.now());
  if (run.nextCursor) return { candidates, progress: progressOf(run) };
  const progress = { ...progressOf(run), nextCursor: { deltaLink, systemSince } };
  await checkpointRun(parts.database, run.id, owner, progress);
  return { candidates, progress };
}
