import { existsSync } from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { PGlite, type Transaction } from "@electric-sql/pglite";
import { databaseToBeginWith } from "./begin-with";
import type { Database, Sql } from "./database";
import { lockFolder } from "./folder-lock";
import { makeCluster } from "./make-cluster";

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

/** The embedded database in `folder`, or in memory without one. */
export async function openPglite(folder?: string): Promise<Database> {
  const unlock = folder ? await lockFolder(folder) : async () => {};
  const db = await open(folder).catch(async (error) => {
    await unlock();
    throw error;
  });
  const over = (session: Pick<Transaction, "query">): Sql => ({
    query: async <T extends object>(text: string, values?: readonly unknown[]) => {
      const began = performance.now();
      const { rows } = await session.query<T>(text, values ? [...values] : undefined);
      if (performance.now() - began > LONG_MS) await setImmediate();
      return rows;
    },
  });
  return {
    kind: "pglite",
    ...over(db),
    exec: async (text) => {
      try {
        await db.exec(text);
      } catch (error) {
        // The script may have begun a transaction of its own; the one session must not stay inside it.
        await db.exec("rollback").catch(() => {});
        throw error;
      }
    },
    transaction: <T>(work: (sql: Sql) => Promise<T>) =>
      db.transaction((session) => work(over(session))) as Promise<T>,
    close: async () => {
      await db.close();
      await unlock();
    },
  };
}

async function open(folder?: string): Promise<PGlite> {
  const cluster = folder ? path.join(folder, "postgres") : null;
  const given = cluster && existsSync(cluster) ? null : await databaseToBeginWith();
  if (cluster && !given) await makeCluster(cluster);
  return PGlite.create(cluster ?? "memory://", {
    postgresqlconf: SETTINGS,
    ...(given ? { loadDataDir: given } : {}),
  });
}
