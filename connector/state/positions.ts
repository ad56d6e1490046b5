import type { Sql } from "../database/database";

/** How far the two sides of a mapping have been compared. */
export interface Position {
  /** Dataverse's link to what changes from now on; null: compare everything. */
  readonly deltaLink: string | null;
  /** Changes of the system since then have not been looked at. */
  readonly systemSince: Date | null;
  /** Last full comparison. */
  readonly comparedOn: Date | null;
  readonly nextRunOn: Date | null;
}

const NONE: Position = { deltaLink: null, systemSince: null, comparedOn: null, nextRunOn: null };

export async function findPosition(sql: Sql, environmentId: string, mappingId: string): Promise<Position> {
  const rows = await sql.query<Position>(
    `select delta_link as "deltaLink", system_since as "systemSince", compared_on as "comparedOn", next_run_on as "nextRunOn"
     from wave_sync.position where environment_id = $1 and mapping_id = $2`,
    [environmentId, mappingId],
  );
  return rows[0] ?? NONE;
}

/** All mappings of an environment that have been compared before. */
export async function listPositions(
  sql: Sql,
  environmentId: string,
): Promise<readonly (Pick<Position, "comparedOn" | "nextRunOn"> & { readonly mappingId: string })[]> {
  return sql.query(
    `select mapping_id as "mappingId", compared_on as "comparedOn", next_run_on as "nextRunOn"
     from wave_sync.position where environment_id = $1 order by mapping_id`,
    [environmentId],
  );
}

/** Changes the members given. */
export async function savePosition(
  sql: Sql,
  environmentId: string,
  mappingId: string,
  changes: Partial<Position>,
): Promise<void> {
  const next = { ...(await findPosition(sql, environmentId, mappingId)), ...changes };
  await sql.query(
    `insert into wave_sync.position (environment_id, mapping_id, delta_link, system_since, compared_on, next_run_on)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (environment_id, mapping_id) do update set delta_link = excluded.delta_link,
       system_since = excluded.system_since, compared_on = excluded.compared_on, next_run_on = excluded.next_run_on`,
    [environmentId, mappingId, next.deltaLink, next.systemSince, next.comparedOn, next.nextRunOn],
  );
}
