import type { Sql } from "../database/database";

/** How far the two sides of a mapping have been compared. */
export interface MappingCursor {
  /** Dataverse's link to what changes from now on; null: compare everything. */
  readonly deltaLink: string | null;
  /** Changes of the system since then have not been looked at. */
  readonly systemSince: Date | null;
  /** Last full comparison. */
  readonly comparedOn: Date | null;
  readonly nextRunOn: Date | null;
}

const NONE: MappingCursor = { deltaLink: null, systemSince: null, comparedOn: null, nextRunOn: null };

export async function findMappingCursor(
  sql: Sql,
  environmentId: string,
  mappingId: string,
): Promise<MappingCursor> {
  const rows = await sql.query<MappingCursor>(
    `select delta_link as "deltaLink", system_since as "systemSince", compared_on as "comparedOn", next_run_on as "nextRunOn"
     from wave_sync.mapping_cursor where environment_id = $1 and mapping_id = $2`,
    [environmentId, mappingId],
  );
  return rows[0] ?? NONE;
}

/** All mappings of an environment that have been compared before. */
export async function listMappingCursors(
  sql: Sql,
  environmentId: string,
): Promise<readonly (Pick<MappingCursor, "comparedOn" | "nextRunOn"> & { readonly mappingId: string })[]> {
  return sql.query(
    `select mapping_id as "mappingId", compared_on as "comparedOn", next_run_on as "nextRunOn"
     from wave_sync.mapping_cursor where environment_id = $1 order by mapping_id`,
    [environmentId],
  );
}

const COLUMNS: Readonly<Record<keyof MappingCursor, string>> = {
  deltaLink: "delta_link",
  systemSince: "system_since",
  comparedOn: "compared_on",
  nextRunOn: "next_run_on",
};

/** Changes the members given, and leaves the others as they are. */
export async function saveMappingCursor(
  sql: Sql,
  environmentId: string,
  mappingId: string,
  changes: Partial<MappingCursor>,
): Promise<void> {
  const given = Object.entries(changes) as [keyof MappingCursor, unknown][];
  if (given.length === 0) return;
  const columns = given.map(([member]) => COLUMNS[member]);
  await sql.query(
    `insert into wave_sync.mapping_cursor (environment_id, mapping_id, ${columns.join(", ")})
     values ($1, $2, ${columns.map((_, at) => `$${at + 3}`).join(", ")})
     on conflict (environment_id, mapping_id) do update set
       ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}`,
    [environmentId, mappingId, ...given.map(([, value]) => value)],
  );
}

/** Connected environments with a mapping that has been compared before: only those are looked after. */
export async function environmentsToCompare(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    `select distinct environment.id from wave_sync.environment join wave_sync.mapping_cursor on environment_id = environment.id
     where status = 'connected' and compared_on is not null order by environment.id`,
  );
  return rows.map((row) => row.id);
}

/** An interval that became shorter takes effect at once; clocks of connectors differ by less than this. */
const CLOCKS_DIFFER_MS = 5 * 60_000;

/**
 * Takes the mapping's turn if it has come, for one of several connectors, and says when the next one comes. A mapping that has
 * just been compared for the first time gets its first turn after a whole interval.
 * @returns when everything was compared last; null: it is not its turn, or another connector's
 */
export async function takeTurn(
  sql: Sql,
  environmentId: string,
  mappingId: string,
  now: Date,
  intervalMs: number,
): Promise<Date | null> {
  const next = new Date(now.getTime() + intervalMs);
  const tooFar = new Date(next.getTime() + CLOCKS_DIFFER_MS);
  await sql.query(
    `update wave_sync.mapping_cursor set next_run_on = $3
     where environment_id = $1 and mapping_id = $2 and compared_on is not null and next_run_on is null`,
    [environmentId, mappingId, next],
  );
  const rows = await sql.query<{ comparedOn: Date }>(
    `update wave_sync.mapping_cursor set next_run_on = $3
     where environment_id = $1 and mapping_id = $2 and compared_on is not null and (next_run_on <= $4 or next_run_on > $5)
     returning compared_on as "comparedOn"`,
    [environmentId, mappingId, next, now, tooFar],
  );
  return rows[0]?.comparedOn ?? null;
}

/** Nothing has been missed of what was compared as recently as this. */
const JUST_COMPARED_MS = 1_000;

/**
 * Has the mapping's turn come now: something may have been missed. Not where it was compared just now, by another connector
 * for instance that begins at the same moment.
 */
export async function bringTurnForward(
  sql: Sql,
  environmentId: string,
  mappingId: string,
  now: Date,
  intervalMs: number,
): Promise<void> {
  const recent = now.getTime() - JUST_COMPARED_MS;
  await sql.query(
    `update wave_sync.mapping_cursor set next_run_on = $3
     where environment_id = $1 and mapping_id = $2 and compared_on < $4 and (next_run_on is null or next_run_on < $5)`,
    [environmentId, mappingId, now, new Date(recent), new Date(recent + intervalMs)],
  );
}
