import { addCounts, countOutcomes } from "../../core/operation/counts";
import { doneIn, type Done } from "../../core/operation/done";
import type { Sql } from "../database/database";
import type { Result } from "../pipeline/item";
import { checkpointRun, forgetAhead, rememberAhead, type Checkpoint } from "../state/runs";
import type { Chunk } from "./read-ahead";
import type { RunWork } from "./run-work";
import { tallied } from "./tally";

/** How far an import has come, as it was saved last. */
export class ImportProgress {
  private reporting: Promise<unknown> | undefined;
  private readonly ahead: ReadonlyMap<string, Done>;
  /** Records beyond the cursor of which it is remembered what became of them. */
  private readonly remembered: Set<string>;

  constructor(
    private readonly work: RunWork,
    private saved: Checkpoint,
  ) {
    this.ahead = new Map(Object.entries(work.run.ahead ?? {}));
    this.remembered = new Set(this.ahead.keys());
  }

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
   * Saves that a chunk is done, once those before it are. What became of its records is saved in the same transaction, or was before.
   * @returns what follows once it is durable
   */
  async save(sql: Sql, { next, total }: Chunk, results: readonly Result[]): Promise<() => void> {
    const { run, owner, parts, tell } = this.work;
    const counted = results.map((result) => ({ ...result, outcome: this.doneTo(result) ?? result.outcome }));
    const progress = {
      ...this.now,
      cursor: next,
      total: total ?? this.saved.total,
      ...tallied(this.saved, counted),
    };
    await checkpointRun(sql, run.id, owner, progress);
    const passed = counted.flatMap(({ externalId }) =>
      externalId !== null && this.remembered.has(externalId) ? [externalId] : [],
    );
    if (passed.length > 0) await forgetAhead(sql, run.id, passed);
    return () => {
      this.saved = progress;
      for (const id of passed) this.remembered.delete(id);
      for (const { outcome } of counted)
        parts.metrics.records.inc({ environment: run.environmentId, trigger: "run", outcome });
      // The next chunk reports it again, and so does the run's end: nothing hangs on this one.
      if (this.reporting || next === null) return;
      this.reporting = tell(progress)
        .catch(() => {})
        .finally(() => (this.reporting = undefined));
    };
  }

  /**
   * Remembers what became of records beyond the run's cursor, in the transaction that saves it: whoever does their chunk again
   * finds them done, and they are counted then as what was done to them.
   * @returns what follows once it is durable
   */
  async saveAhead(sql: Sql, results: readonly Result[]): Promise<() => void> {
    const done = results.flatMap((result) => {
      const what = this.doneTo(result);
      return what && result.externalId !== null ? [[result.externalId, what] as const] : [];
    });
    if (done.length > 0) await rememberAhead(sql, this.work.run.id, Object.fromEntries(done));
    return () => {
      for (const [externalId] of done) this.remembered.add(externalId);
    };
  }

  /**
   * Once the system lists nothing more: counts what attempts before this one have done to records that it does not list any more. They lay
   * beyond those attempts' cursor, and were deleted before this one came to them.
   */
  async countUnlisted(): Promise<void> {
    const { database } = this.work.parts;
    const left = [...this.ahead].filter(([externalId]) => this.remembered.has(externalId));
    if (left.length === 0) return;
    const done = countOutcomes(left.map(([, outcome]) => ({ outcome })));
    const progress = { ...this.now, counts: addCounts(this.saved.counts, done) };
    const ids = left.map(([externalId]) => externalId);
    await database.transaction(async (sql) => {
      await checkpointRun(sql, this.work.run.id, this.work.owner, progress);
      await forgetAhead(sql, this.work.run.id, ids);
    });
    this.saved = progress;
    for (const id of ids) this.remembered.delete(id);
  }

  /** What this run has done to a record in all of its attempts. */
  private doneTo({ externalId, outcome }: Result): Done | undefined {
    return doneIn(outcome, this.ahead.get(externalId ?? ""));
  }

  /** Nothing is reported of the run any more. */
  async settled(): Promise<void> {
    await this.reporting;
  }
}
