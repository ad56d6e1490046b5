import type { Clock } from "../clock/clock";
import type { Logger } from "../logging/logger";
import { DatabaseAwayError, type DatabaseTrouble } from "./away-error";
import type { Database, DatabaseRow, Sql } from "./database";
import { FolderLostError } from "./folder-lock";
import { openDatabase, type DatabaseSettings } from "./open-database";

/** How often a database that is away is asked whether it is there again. */
const ASK_EVERY_MS = 1_000;
/** How often its absence is said again in the log. */
const SAY_EVERY_MS = 60_000;
/** Takes as much room for a moment as one chunk of work does; given back with the transaction. */
const NEEDS_ROOM =
  "create temporary table wave_sync_room on commit drop as select repeat('x', 1000) as room from generate_series(1, 1000)";

/**
 * The connector's database over its whole life: it may come up after the connector, go away at any moment, run full, and be there
 * again. Meanwhile every statement throws {@link DatabaseAwayError}; one line in the log says so, not one for each.
 */
export class WatchedDatabase implements Database {
  readonly kind: Database["kind"];
  private database: Database | null = null;
  private away: { readonly trouble: DatabaseTrouble; readonly since: number; saidOn: number } | null;
  private asking = false;
  private readonly stopAsking: () => void;

  constructor(
    private readonly settings: DatabaseSettings,
    private readonly logger: Logger,
    private readonly clock: Clock,
    /** Another connector has taken the data folder: this one has to stop. */
    private readonly onLost: () => void,
  ) {
    this.kind = settings.databaseUrl ? "postgres" : "pglite";
    this.away = null;
    this.stopAsking = clock.every(ASK_EVERY_MS, () => void this.ask());
  }

  /** Why it cannot be worked with just now; null while it can. */
  get trouble(): DatabaseTrouble | null {
    return this.away?.trouble ?? (this.database ? null : "unreachable");
  }

  /** Waits for it to be there. Throws what `signal` was aborted with, and whatever waiting does not cure. */
  async open(signal: AbortSignal): Promise<void> {
    while (!this.database) {
      signal.throwIfAborted();
      try {
        this.database = await openDatabase(this.settings);
        this.isThere();
      } catch (error) {
        this.notice(error);
        if (!(error instanceof DatabaseAwayError)) throw error;
        await this.clock.sleep(ASK_EVERY_MS, signal);
      }
    }
  }

  query<T extends object = DatabaseRow>(text: string, values?: readonly unknown[]): Promise<readonly T[]> {
    return this.do((database) => database.query<T>(text, values));
  }

  exec(text: string): Promise<void> {
    return this.do((database) => database.exec(text));
  }

  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    return this.do((database) => database.transaction(work));
  }

  listen(channel: string, hear: (payload: string) => void, onLost: () => void): Promise<() => Promise<void>> {
    return this.do((database) => database.listen(channel, hear, onLost));
  }

  async close(): Promise<void> {
    this.stopAsking();
    await this.database?.close();
  }

  private async do<T>(work: (database: Database) => Promise<T>): Promise<T> {
    if (!this.database) throw new DatabaseAwayError("unreachable");
    try {
      return await work(this.database);
    } catch (error) {
      this.notice(error);
      throw error;
    }
  }

  private notice(error: unknown): void {
    if (error instanceof FolderLostError) this.onLost();
    if (!(error instanceof DatabaseAwayError)) return;
    const now = this.clock.elapsed();
    this.away ??= { trouble: error.trouble, since: now, saidOn: -Infinity };
    if (now - this.away.saidOn < SAY_EVERY_MS) return;
    this.away.saidOn = now;
    const { code, trouble } = error;
    this.logger.error(
      trouble === "full"
        ? "The database has no room left: work waits until there is some"
        : "The database does not answer: work waits until it does",
      { database: this.kind, code, durationMs: Math.round(now - this.away.since) },
    );
  }

  private isThere(): void {
    if (!this.away) return;
    const durationMs = Math.round(this.clock.elapsed() - this.away.since);
    this.away = null;
    this.logger.info("The database is there again: work goes on", { database: this.kind, durationMs });
  }

  /** Reading may go well while there is no room to write: what is asked is whether there is room for work. */
  private async ask(): Promise<void> {
    if (!this.away || !this.database || this.asking) return;
    this.asking = true;
    try {
      await this.database.transaction((sql) => sql.query(NEEDS_ROOM));
      this.isThere();
    } catch (error) {
      this.notice(error);
    } finally {
      this.asking = false;
    }
  }
}
