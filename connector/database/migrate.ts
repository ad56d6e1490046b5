import type { Database } from "./database";
import { MIGRATIONS } from "./migrations";

/** Any number, the same in every connector: one of them migrates, the others wait. */
const MIGRATION_LOCK = 8_366_001;

/** Runs the migrations this database has not seen, in order, each in a transaction of its own. */
export async function migrate(database: Database): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
    await sql.query("create schema if not exists wave_sync");
    await sql.query(
      "create table if not exists wave_sync.migration (number int primary key, name text not null, applied_on timestamptz not null default now())",
    );
  });
  for (const { number, name, statements } of MIGRATIONS) {
    await database.transaction(async (sql) => {
      await sql.query("select pg_advisory_xact_lock($1)", [MIGRATION_LOCK]);
      const seen = await sql.query("select 1 from wave_sync.migration where number = $1", [number]);
      if (seen.length > 0) return;
      for (const statement of statements) await sql.query(statement);
      await sql.query("insert into wave_sync.migration (number, name) values ($1, $2)", [number, name]);
    });
  }
}
