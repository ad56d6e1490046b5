import { Pool, type PoolClient } from "pg";
import type { Database, Sql } from "./database";

/** Enough for the workers of one connector; a server's default is 100 for all its clients. */
const POOL_SIZE = 10;
/** A server that does not answer by then is reported as down. */
const CONNECT_TIMEOUT_MS = 10_000;

/** A Postgres server; several connectors may share one. */
export async function openPostgres(url: string): Promise<Database> {
  const pool = new Pool({
    connectionString: url,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    application_name: "wave-sync",
  });
  // An idle session that breaks is replaced by the pool; without a listener it would end the process.
  pool.on("error", () => {});
  const over = (session: Pool | PoolClient): Sql => ({
    query: async <T extends object>(text: string, values?: readonly unknown[]) =>
      (await session.query(text, values ? [...values] : undefined)).rows as T[],
  });
  return {
    kind: "postgres",
    ...over(pool),
    exec: async (text) => {
      const session = await pool.connect();
      // A script that fails may have begun a transaction: such a session is thrown away, not returned.
      let failed = true;
      try {
        await session.query(text);
        failed = false;
      } finally {
        session.release(failed);
      }
    },
    transaction: (work) => inTransaction(pool, (session) => work(over(session))),
    close: () => pool.end(),
  };
}

async function inTransaction<T>(pool: Pool, work: (session: PoolClient) => Promise<T>): Promise<T> {
  const session = await pool.connect();
  let broken: Error | undefined;
  try {
    await session.query("begin");
    const result = await work(session);
    await session.query("commit");
    return result;
  } catch (error) {
    await session.query("rollback").catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    session.release(broken);
  }
}
