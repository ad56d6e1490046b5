import type { Database } from "./database";

/** A table is tidied after so many rows of it, and this part of them, are dead or new. As Postgres' own autovacuum, only sooner. */
const ROWS = 500;
const PART = 0.2;
/** Pieces of statements: only names that the database gave us stand in them. */
const SCHEMAS = ["wave_sync"];

interface Untidy {
  readonly schema: string;
  readonly name: string;
}

/**
 * Does for the embedded database what a server's autovacuum does by itself, and the embedded one, being a single process, does not:
 * gives back the room of rows that are gone, and counts the others, without which Postgres looks a link up by going through all of
 * them. One table at a time, the one that changed most: everybody else waits meanwhile. Not inside a transaction.
 * @returns whether there was anything to do
 */
export async function tidy(database: Database): Promise<boolean> {
  if (database.kind !== "pglite") return false;
  // Counted by the session and handed in now and then: at once, then.
  await database.query("select pg_stat_force_next_flush()");
  const [untidy] = await database.query<Untidy>(
    `select format('%I', schemaname) as schema, format('%I', relname) as name from pg_stat_user_tables
     where schemaname = any($1::text[])
       and greatest(n_dead_tup, n_mod_since_analyze) > $2 + $3::float8 * n_live_tup
     order by greatest(n_dead_tup, n_mod_since_analyze) desc limit 1`,
    [SCHEMAS, ROWS, PART],
  );
  if (!untidy) return false;
  await database.exec(`vacuum (analyze) ${untidy.schema}.${untidy.name}`);
  return true;
}
