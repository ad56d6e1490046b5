import type { Sql } from "../database/database";
import type { Result } from "../pipeline/item";
import { checkpointRun, type Checkpoint } from "../state/runs";
import type { Chunk } from "./read-ahead";
import type { RunWork } from "./run-work";
import { tallied } from "./tally";

/** How far an import has come, as it was saved last. */
export class ImportProgress {
  private reporting: Promise<unknown> | undefined;

  constructor(
    private readonly work: RunWork,
    private saved: Checkpoint,
  ) {}

  /** With the requests of this attempt on top of those of the attempts before it. */
  get now(): Checkpoint {
    const { counter, run } = this.work;
    return {
      ...this.saved,
      requests: run.requests + counter.sent,
      throttled: run.throttled + counter.throttled,
    };
  }

  /**
   * Saves that a chunk is done, in the transaction that saves what became of its records. Chunks are saved one after the other.
   * @returns what follows once it is durable
   */
  async save(sql: Sql, { next, total }: Chunk, results: readonly Result[]): Promise<() => void> {
    const { run, owner, parts, tell } = this.work;
    const progress = {
      ...this.now,
      cursor: next,
      total: total ?? this.saved.total,
      ...tallied(this.saved, results),
    };
    await checkpointRun(sql, run.id, owner, progress);
    return () => {
      this.saved = progress;
      for (const { outcome } of results)
        parts.metrics.records.inc({ environment: run.environmentId, trigger: "run", outcome });
      // The next chunk reports it again, and so does the run's end: nothing hangs on this one.
      if (this.reporting || next === null) return;
      this.reporting = tell(progress)
        .catch(() => {})
        .finally(() => (this.reporting = undefined));
    };
  }

  /** Nothing is reported of the run any more. */
  async settled(): Promise<void> {
    await this.reporting;
  }
}
