import type { Database, Sql } from "../database/database";
import { LEASE_END } from "./lease";

/** The database's time of day: what all connectors that share it agree on. */
export async function databaseTime(sql: Sql): Promise<Date> {
  const rows = await sql.query<{ now: Date }>("select now() as now");
  return rows[0]!.now;
}

/**
 * A clock has stepped: times ahead may have been written before, and say nothing. What waits is due, no lease lasts longer than a lease
 * does, and every comparison's turn has come, since events may have been refused meanwhile. Too much of it costs a try or a look, never
 * a record: any connector may do so at any time.
 */
export async function forgetTimesAhead(database: Database): Promise<void> {
  for (const table of ["change", "operation", "run", "notice"])
    await database.query(`update wave_sync.${table} set due_on = now() where due_on > now()`);
  for (const table of ["change", "operation", "run", "notice"])
    await database.query(
      `update wave_sync.${table} set lease_until = ${LEASE_END} where lease_until > ${LEASE_END}`,
    );
  for (const table of ["record_lease", "lease_holder"])
    await database.query(`update wave_sync.${table} set until = ${LEASE_END} where until > ${LEASE_END}`);
  await database.query("update wave_sync.operation set taken_on = now() where taken_on > now()");
  await database.query(
    "update wave_sync.mapping_cursor set next_run_on = now() where compared_on is not null",
  );
}
