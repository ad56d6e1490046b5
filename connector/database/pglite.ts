import { existsSync } from "node:fs";
import { statfs } from "node:fs/promises";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import { asAway, DatabaseAwayError } from "./away-error";
import { databaseToBeginWith } from "./begin-with";
import type { Database, Sql } from "./database";
import { lockFolder, type FolderLock } from "./folder-lock";
import { closeToOthers, makeCluster } from "./make-cluster";

/** One session with small rows: Postgres' usual 128 MB of buffers would only be memory that is never used. */
const SETTINGS = [
  "shared_buffers=16MB",
  // Counting a large table must not hold up everybody else: three thousand of its rows tell enough.
  "default_statistics_target=10",
];

/**
 * The embedded database works in our own thread, and hands one statement after the other to it: after one that took so long, what
 * has arrived meanwhile has its turn first. Else a transaction over a thousand records would keep the next requests from leaving.
 */
const LONG_MS = 5;

/** Without room for one more segment of its write-ahead log (16 MB), Postgres does not come up. */
const ROOM_BYTES = 20 * 1024 * 1024;

/** The embedded database in `folder`, or in memory without one. */
export async function openPglite(folder?: string): Promise<Database> {
  const lock = folder ? await lockFolder(folder) : undefined;
  const cluster = folder && path.join(folder, "postgres");
  try {
    return new EmbeddedDatabase(await open(cluster), cluster, lock);
  } catch (error) {
    await lock?.release();
    throw error;
  }
}

class EmbeddedDatabase implements Database {
  readonly kind = "pglite";
  /** Null while it has to be opened anew: a full disk stops it for good in the middle of its write-ahead log. */
  private db: PGlite | null;
  private opening: Promise<PGlite> | null = null;

  constructor(
    db: PGlite,
    private readonly cluster: string | undefined,
    private readonly lock: FolderLock | undefined,
  ) {
    this.db = db;
  }

  query<T extends object>(text: string, values?: readonly unknown[]): Promise<readonly T[]> {
    return this.do((db) => queryOver<T>(db, text, values));
  }

  exec(text: string): Promise<void> {
    return this.do(async (db) => {
      try {
        await db.exec(text);
      } catch (error) {
        // The script may have begun a transaction of its own; the one session must not stay inside it.
        await db.exec("rollback").catch(() => {});
        throw error;
      }
    });
  }

  transaction<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
    const over = (session: Pick<Transaction, "query">): Sql => ({
      query: async <R extends object>(text: string, values?: readonly unknown[]) => {
        this.checkFolder();
        return queryOver<R>(session, text, values).catch((error: unknown) => this.fail(error));
      },
    });
    return this.do((db) => db.transaction((session) => work(over(session))) as Promise<T>);
  }

  /** Nobody else works on it. */
  async listen(): Promise<() => Promise<void>> {
    return async () => {};
  }

  async close(): Promise<void> {
    await this.opening?.catch(() => {});
    await this.db?.close();
    await this.lock?.release();
  }

  /** Whoever has lost the folder writes nothing there any more, not even an orderly end. */
  private checkFolder(): void {
    try {
      this.lock?.check();
    } catch (error) {
      this.db = null;
      throw error;
    }
  }

  private async do<T>(work: (db: PGlite) => Promise<T>): Promise<T> {
    this.checkFolder();
    const db = this.db ?? (await this.openAgain());
    try {
      return await work(db);
    } catch (error) {
      return this.fail(error);
    }
  }

  /** Postgres says PANIC before it would end its process; here the process is ours, and the instance is dead. */
  private fail(error: unknown): never {
    const broken =
      (error as { severity?: unknown }).severity === "PANIC" || error instanceof WebAssembly.RuntimeError;
    if (!broken || !this.cluster) throw asAway(error);
    const { db } = this;
    this.db = null;
    void db?.close().catch(() => {});
    throw new DatabaseAwayError("full", error);
  }

  private openAgain(): Promise<PGlite> {
    this.opening ??= open(this.cluster)
      .then((db) => (this.db = db))
      .finally(() => (this.opening = null));
    return this.opening;
  }
}

async function queryOver<T extends object>(
  session: Pick<Transaction, "query">,
  text: string,
  values?: readonly unknown[],
): Promise<readonly T[]> {
  const began = performance.now();
  const { rows } = await session.query<T>(text, values ? [...values] : undefined);
  if (performance.now() - began > LONG_MS) await setImmediate();
  return rows;
}

async function open(cluster?: string): Promise<PGlite> {
  try {
    const given = cluster && existsSync(cluster) ? null : await databaseToBeginWith();
    if (cluster && !given) {
      await makeCluster(cluster);
      await closeToOthers(cluster);
    }
    return await PGlite.create(cluster ?? "memory://", {
      postgresqlconf: SETTINGS,
      ...(given ? { loadDataDir: given } : {}),
    });
  } catch (error) {
    if (cluster && (await isFull(path.dirname(cluster)))) throw new DatabaseAwayError("full", error);
    throw asAway(error);
  }
}

async function isFull(folder: string): Promise<boolean> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize < ROOM_BYTES;
}
