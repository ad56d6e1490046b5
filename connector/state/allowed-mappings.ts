import type { Sql } from "../database/database";

/** The change of a mapping that was found to be allowed last; null when none was. */
export async function allowedVersion(
  sql: Sql,
  environmentId: string,
  mappingId: string,
): Promise<string | null> {
  const rows = await sql.query<{ version: string }>(
    "select version from wave_sync.mapping_allowed where environment_id = $1 and mapping_id = $2",
    [environmentId, mappingId],
  );
  return rows[0]?.version ?? null;
}

export async function saveAllowed(
  sql: Sql,
  environmentId: string,
  mappingId: string,
  version: string,
): Promise<void> {
  await sql.query(
    `insert into wave_sync.mapping_allowed (environment_id, mapping_id, version) values ($1, $2, $3)
     on conflict (environment_id, mapping_id) do update set version = excluded.version`,
    [environmentId, mappingId, version],
  );
}
