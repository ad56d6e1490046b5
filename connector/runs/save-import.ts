import type { RequestCounter } from "../dataverse/request-counter";
import type { Result } from "../pipeline/item";
import { saveResults } from "../pipeline/report/save-results";
import type { Sync } from "../pipeline/sync";
import { giveBackRecords } from "../state/record-leases";
import { checkpointRun, type Checkpoint, type Run } from "../state/runs";
import type { Chunk } from "./read-ahead";
import type { RunWork } from "./run-work";
import { tallied } from "./tally";

/** How far an import has come, as it was saved last. */
export class SavedImport {
  private readonly counted: () => Pick<Checkpoint, "requests" | "throttled">;
  private telling: Promise<unknown> | undefined;

  constructor(
    private readonly work: RunWork,
    private readonly sync: Sync,
    private saved: Checkpoint,
  ) {
    this.counted = counting(work.run, work.counter);
  }

  get progress(): Checkpoint {
    return { ...this.saved, ...this.counted() };
  }

  /**
   * What follows from a chunk, and that the run has come so far: in one transaction. Chunks are saved one after the other.
   * @param saved results of the chunk that {@link savePart} has saved: they are only counted
   */
  async save(
    chunk: Chunk,
    keys: readonly string[],
    results: readonly Result[],
    saved: readonly Result[] = [],
  ): Promise<void> {
    const { run, owner, parts, tell } = this.work;
    const all = [...saved, ...results];
    const progress = { ...progressAfter(this.saved, chunk, all), ...this.counted() };
    await this.sync.database.transaction(async (sql) => {
      await saveResults(sql, this.sync, results);
      await checkpointRun(sql, run.id, owner, progress);
      await giveBackRecords(sql, run.environmentId, keys, owner);
    });
    this.saved = progress;
    for (const { outcome } of all)
      parts.metrics.records.inc({ environment: run.environmentId, trigger: "run", outcome });
    // The next chunk tells it again, and so does the run's end: nothing hangs on this one.
    if (this.telling || chunk.next === null) return;
    this.telling = tell(progress)
      .catch(() => {})
      .finally(() => (this.telling = undefined));
  }

  /** What follows from some records of a chunk, without saying that the run has come any further. */
  async savePart(keys: readonly string[], results: readonly Result[]): Promise<void> {
    const { run, owner } = this.work;
    await this.sync.database.transaction(async (sql) => {
      await saveResults(sql, this.sync, results);
      await giveBackRecords(sql, run.environmentId, keys, owner);
    });
  }

  /** Nothing is told of the run any more. */
  async settled(): Promise<void> {
    await this.telling;
  }
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
