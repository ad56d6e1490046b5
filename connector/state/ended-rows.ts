import type { Sql } from "../database/database";

/** Whether a row was linked, and every link of it has ended. */
export async function isRowEnded(
  sql: Sql,
  environmentId: string,
  table: string,
  recordId: string,
): Promise<boolean> {
  const rows = await sql.query<{ ended: boolean | null }>(
    `select bool_and(ended is not null) as ended from wave_sync.link_state
     where environment_id = $1 and table_name = $2 and record_id = $3`,
    [environmentId, table, recordId],
  );
  return rows[0]?.ended === true;
}
