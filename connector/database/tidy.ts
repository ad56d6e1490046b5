import type { Database } from "./database";

/** A table is tidied after so many rows of it, and this part of them, are dead or new. As Postgres' own autovacuum, only sooner. */
const ROWS = 100;
const PART = 0.2;
/** Pieces of statements: only names that the database gave us stand in them. */
const SCHEMAS = ["wave_sync", "wave_sync_queue"];

interface Untidy {
  readonly schema: string;
  readonly name: string;
}

/**
 * Does for the embedded database what a server's autovacuum does by itself, and the embedded one, being a single process, does not:
 * gives back the room of rows that are gone, and counts the others, without which Postgres looks a link up by going through all of
 * them. Costs milliseconds where little has changed. Not inside a transaction.
 */
export async function tidy(database: Database): Promise<void> {
  if (database.kind !== "pglite") return;
  // Counted by the session and handed in now and then: at once, then.
  await database.query("select pg_stat_force_next_flush()");
  const untidy = await database.query<Untidy>(
    `select format('%I', schemaname) as schema, format('%I', relname) as name from pg_stat_user_tables
     where schemaname = any($1::text[])
       and greatest(n_dead_tup, n_mod_since_analyze) > $2 + $3::float8 * n_live_tup`,
    [SCHEMAS, ROWS, PART],
  );
  for (const { schema, name } of untidy) await database.exec(`vacuum (analyze) ${schema}.${name}`);
}
