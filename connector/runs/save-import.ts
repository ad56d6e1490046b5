import type { RequestCounter } from "../dataverse/request-counter";
import type { Result } from "../pipeline/item";
import { saveResults } from "../pipeline/save";
import type { Sync } from "../pipeline/sync";
import { saveJournal, type Journalled } from "../state/journal";
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

  /** What follows from a chunk, and that the run has come so far: in one transaction. Chunks are saved one after the other. */
  async save(chunk: Chunk, keys: readonly string[], results: readonly Result[]): Promise<void> {
    const { run, owner, parts, tell } = this.work;
    const { database, runtime } = this.sync;
    const environmentId = runtime.environment.id;
    const progress = { ...progressAfter(this.saved, chunk, results), ...this.counted() };
    await database.transaction(async (sql) => {
      await saveResults(sql, this.sync, results);
      await saveJournal(sql, environmentId, run.id, createdBefore(results));
      await checkpointRun(sql, run.id, owner, progress);
      await giveBackRecords(sql, environmentId, keys, owner);
    });
    this.saved = progress;
    for (const { outcome } of results)
      parts.metrics.records.inc({ environment: environmentId, trigger: "run", outcome });
    // The next chunk tells it again, and so does the run's end: nothing hangs on this one.
    if (this.telling || chunk.next === null) return;
    this.telling = tell(progress)
      .catch(() => {})
      .finally(() => (this.telling = undefined));
  }

  /** Nothing is told of the run any more. */
  async settled(): Promise<void> {
    await this.telling;
  }
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
