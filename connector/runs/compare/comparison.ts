import { totalOf } from "../../../core/operation/counts";
import type { OutcomeCounts } from "../../../core/outcome";
import type { Comparing } from "../../../core/plan/differs-from-base";
import type { Sql } from "../../database/database";
import type { DataverseCall } from "../../dataverse/call";
import type { TableMetadata } from "../../environment/table-metadata";
import type { OpenConnection } from "../../environment/environment-runtime";
import type { AsksView } from "../../pipeline/load/scope";
import { fieldsMapped, type Sync } from "../../pipeline/sync";
import type { LinkScope } from "../../state/links";
import { checkpointRun, type Checkpoint } from "../../state/runs";
import type { SystemCall } from "../../systems/contract/object";
import type { RunWork } from "../run-work";
import type { RecordListing } from "../../pipeline/match/record-list";
import { Pace } from "./pace";
import { marksOf, phasesOf, writePlace, type Phase, type Place } from "./place";

/** What a comparison needs, and how far it has come. */
export class Comparison {
  progress: Checkpoint;
  private readonly pace: Pace;

  constructor(
    readonly work: RunWork,
    readonly is: {
      readonly comparing: Comparing;
      readonly table: TableMetadata;
      readonly connection: OpenConnection;
      /** Columns read of every row. */
      readonly select: readonly string[];
      /** Tells which rows the mapping is for. */
      readonly view: AsksView;
      /** ISO 8601: rows made since then may get a record in the system; null: none do. */
      readonly newSince: string | null;
      /** Changes of the system since then are looked at; null: everything. */
      readonly systemSince: string | null;
      /** The list of a system that cannot be searched. */
      readonly listing: RecordListing | null;
      /** What bringing records together needs: put together once something is found. */
      readonly sync: () => Promise<Sync>;
    },
    progress: Checkpoint,
    public phase: Phase,
    public place: Place,
  ) {
    this.progress = progress;
    this.pace = new Pace(work.parts.clock);
  }

  get scope(): LinkScope {
    const { mapping } = this.is.comparing;
    return {
      environmentId: this.work.run.environmentId,
      connectionId: this.is.connection.id,
      systemObject: mapping.systemObject,
    };
  }

  get marks() {
    return marksOf(this.work.run.id);
  }

  get call(): DataverseCall {
    return { counter: this.work.counter, signal: this.work.signal };
  }

  get systemCall(): SystemCall {
    const { run, signal } = this.work;
    return { correlationId: run.correlationId, signal, wants: fieldsMapped(this.is.comparing.mapping) };
  }

  /** Saves what `changes` say, with whatever `save` does, in one transaction; then it is so for the next page as well. */
  async checkpoint(
    changes: {
      readonly phase?: Phase;
      readonly place?: Partial<Place>;
      readonly counts?: OutcomeCounts;
      readonly warnings?: number;
      readonly quiet?: number;
      readonly total?: number | null;
      readonly nextCursor?: Checkpoint["nextCursor"];
    },
    save: (sql: Sql) => Promise<void> = async () => {},
  ): Promise<void> {
    const next = this.after(changes);
    await this.work.parts.database.transaction(async (sql) => {
      await save(sql);
      await next.save(sql);
    });
    next.accept();
  }

  /** The same in somebody else's transaction: `save` belongs into it, `accept` follows once it is done. */
  after(changes: Parameters<Comparison["checkpoint"]>[0]) {
    const { work, progress } = this;
    const phase = changes.phase ?? this.phase;
    const place = { ...this.place, ...changes.place };
    const counts = changes.counts ?? progress.counts;
    const total = changes.total === undefined ? progress.total : changes.total;
    // Rows are what takes long: each may have to be written.
    const msLeft = this.listsFirst && phase === "rows" ? this.pace.msLeft(totalOf(counts), total) : undefined;
    const next: Checkpoint = {
      ...progress,
      phase,
      cursor: writePlace(place),
      counts,
      warnings: changes.warnings ?? progress.warnings,
      quiet: changes.quiet ?? progress.quiet,
      total,
      msLeft,
      ...(changes.nextCursor ? { nextCursor: changes.nextCursor } : {}),
      requests: work.run.requests + work.counter.sent,
      throttled: work.run.throttled + work.counter.throttled,
    };
    return {
      save: (sql: Sql) => checkpointRun(sql, work.run.id, work.owner, next),
      accept: () => {
        this.phase = phase;
        this.place = place;
        this.progress = next;
      },
    };
  }

  /** Tells in Dataverse how far it has come, now and then. The next telling makes up for one that fails, and so does the run's end. */
  async tellNowAndThen(): Promise<void> {
    if (this.pace.isToBeTold()) await this.work.tell(this.progress).catch(() => {});
  }

  /** All records are listed, and then the rows are matched with that list. */
  get listsFirst(): boolean {
    return this.place.full && this.is.listing !== null;
  }

  /** Where to go after the last page of a phase; null: the comparison is done. */
  get following(): Phase | null {
    const phases = phasesOf(this.place.full, this.listsFirst);
    return phases[phases.indexOf(this.phase) + 1] ?? null;
  }
}
