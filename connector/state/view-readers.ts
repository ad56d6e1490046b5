import type { Sql } from "../database/database";

/** Who chose the personal view that a mapping goes by, as long as it goes by that one; null where nobody is known. */
export async function viewReader(
  sql: Sql,
  environmentId: string,
  mappingId: string,
  viewId: string,
): Promise<string | null> {
  const rows = await sql.query<{ reader: string }>(
    `select user_id as reader from wave_sync.mapping_view
     where environment_id = $1 and mapping_id = $2 and view_id = $3`,
    [environmentId, mappingId, viewId],
  );
  return rows[0]?.reader ?? null;
}

export async function saveViewReader(
  sql: Sql,
  environmentId: string,
  mappingId: string,
  viewId: string,
  userId: string,
): Promise<void> {
  await sql.query(
    `insert into wave_sync.mapping_view (environment_id, mapping_id, view_id, user_id) values ($1, $2, $3, $4)
     on conflict (environment_id, mapping_id) do update set view_id = excluded.view_id, user_id = excluded.user_id`,
    [environmentId, mappingId, viewId, userId],
  );
}
