import { Client, Pool, type ClientBase, type PoolClient } from "pg";
import { asAway, DatabaseAwayError } from "./away-error";
import type { Database, Sql } from "./database";

/** Enough for the workers of one connector; a server's default is 100 for all its clients. */
const POOL_SIZE = 10;
/** A server that does not answer by then is taken to be down. */
const CONNECT_TIMEOUT_MS = 10_000;
/** No statement of ours takes nearly so long: whoever waits longer waits for a server that is gone without a word. */
const STATEMENT_TIMEOUT_MS = 30_000;
const KEEP_ALIVE_MS = 10_000;

/** A Postgres server; several connectors may share one. Nothing is asked of it yet. */
export function openPostgres(url: string): Database {
  const options = {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: STATEMENT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    application_name: "wave-sync",
  };
  const pool = new Pool({ ...options, max: POOL_SIZE });
  // A session that breaks while it is idle is replaced by the pool; one that breaks at work fails the statement under way. Both
  // say so in an event besides, which would end the process if nobody listened.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const over = (session: Pool | ClientBase): Sql => ({
    query: async <T extends object>(text: string, values?: readonly unknown[]) =>
      (await orAway(session.query(text, values ? [...values] : undefined))).rows as T[],
  });
  return {
    kind: "postgres",
    ...over(pool),
    exec: async (text) => {
      const session = await orAway(pool.connect());
      // A script that fails may have begun a transaction: such a session is thrown away, not returned.
      let failed = true;
      try {
        await orAway(session.query(text));
        failed = false;
      } finally {
        session.release(failed);
      }
    },
    transaction: (work) => inTransaction(pool, (session) => work(over(session))),
    listen: (channel, hear, onLost) => listen(new Client(options), channel, hear, onLost),
    close: () => pool.end(),
  };
}

async function inTransaction<T>(pool: Pool, work: (session: PoolClient) => Promise<T>): Promise<T> {
  const session = await orAway(pool.connect());
  let broken: Error | undefined;
  try {
    await orAway(session.query("begin"));
    const result = await work(session);
    await orAway(session.query("commit"));
    return result;
  } catch (error) {
    // A session whose server is away answers nothing any more, not even this.
    if (error instanceof DatabaseAwayError) broken = error;
    else await session.query("rollback").catch((failure: Error) => (broken = failure));
    throw error;
  } finally {
    session.release(broken);
  }
}

/** A session of its own, since notifications come to whoever has listened. */
async function listen(
  client: Client,
  channel: string,
  hear: (payload: string) => void,
  onLost: () => void,
): Promise<() => Promise<void>> {
  let ended = false;
  const lost = () => {
    if (!ended) onLost();
    ended = true;
  };
  client.on("error", lost);
  client.on("end", lost);
  client.on("notification", ({ payload }) => hear(payload ?? ""));
  const end = async () => {
    ended = true;
    await client.end().catch(() => {});
  };
  try {
    await orAway(client.connect());
    await orAway(client.query(`listen ${channel}`));
  } catch (error) {
    await end();
    throw error;
  }
  return end;
}

async function orAway<T>(asked: Promise<T>): Promise<T> {
  try {
    return await asked;
  } catch (error) {
    throw asAway(error);
  }
}
