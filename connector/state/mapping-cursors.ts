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

/** What changes; "now" by the database's clock, as all connectors see it. */
export type CursorChanges = Partial<Omit<MappingCursor, "comparedOn">> & {
  readonly comparedOn?: Date | "now";
};

/** Changes the members given, and leaves the others as they are. */
export async function saveMappingCursor(
  sql: Sql,
  environmentId: string,
  mappingId: string,
  changes: CursorChanges,
): Promise<void> {
  const given = Object.entries(changes) as [keyof MappingCursor, unknown][];
  if (given.length === 0) return;
  const columns = given.map(([member]) => COLUMNS[member]);
  const values: unknown[] = [environmentId, mappingId];
  const written = given.map(([, value]) => (value === "now" ? "now()" : `$${values.push(value)}`));
  await sql.query(
    `insert into wave_sync.mapping_cursor (environment_id, mapping_id, ${columns.join(", ")})
     values ($1, $2, ${written.join(", ")})
     on conflict (environment_id, mapping_id) do update set
       ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}`,
    values,
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

const NEXT = "now() + $3::float8 * interval '1 millisecond'";
/** Of two connectors that look at the same moment, one waits for the other, and its "now" is a little older. */
const A_MOMENT = "interval '1 minute'";

/**
 * Takes the mapping's turn if it has come, for one of several connectors, and says when the next one comes. A mapping that has
 * just been compared for the first time gets its first turn after a whole interval. An interval that became shorter takes effect at once.
 * All by the database's clock: the connectors' own may differ.
 * @returns milliseconds since everything was compared last; null: it is not its turn, or another connector's
 */
export async function takeTurn(
  sql: Sql,
  environmentId: string,
  mappingId: string,
  intervalMs: number,
): Promise<number | null> {
  const of = [environmentId, mappingId, intervalMs];
  await sql.query(
    `update wave_sync.mapping_cursor set next_run_on = ${NEXT}
     where environment_id = $1 and mapping_id = $2 and compared_on is not null and next_run_on is null`,
    of,
  );
  const rows = await sql.query<{ ms: number }>(
    `update wave_sync.mapping_cursor set next_run_on = ${NEXT}
     where environment_id = $1 and mapping_id = $2 and compared_on is not null and (next_run_on <= now() or next_run_on > ${NEXT} + ${A_MOMENT})
     returning extract(epoch from now() - compared_on)::float8 * 1000 as ms`,
    of,
  );
  return rows[0]?.ms ?? null;
}

/** Nothing has been missed of what was compared as recently as this. */
const JUST_COMPARED = "interval '1 second'";

/**
 * Has the mapping's turn come now: something may have been missed. Not where it was compared just now, by another connector
 * for instance that begins at the same moment.
 */
export async function bringTurnForward(
  sql: Sql,
  environmentId: string,
  mappingId: string,
  intervalMs: number,
): Promise<void> {
  await sql.query(
    `update wave_sync.mapping_cursor set next_run_on = now()
     where environment_id = $1 and mapping_id = $2 and (compared_on < now() - ${JUST_COMPARED} or compared_on > now())
       and (next_run_on is null or next_run_on < ${NEXT} - ${JUST_COMPARED})`,
    [environmentId, mappingId, intervalMs],
  );
}

/** Has the mapping's turn come now, however long ago it was compared: something has changed that no record tells of. */
export async function lookNow(sql: Sql, environmentId: string, mappingId: string): Promise<void> {
  await sql.query(
    "update wave_sync.mapping_cursor set next_run_on = now() where environment_id = $1 and mapping_id = $2",
    [environmentId, mappingId],
  );
}
