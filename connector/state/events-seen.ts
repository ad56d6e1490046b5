import type { Sql } from "../database/database";

/** Remembers an event by its id. False: it was heard before. Belongs into the transaction that acts on it. */
export async function firstHeard(
  sql: Sql,
  environmentId: string,
  connectionId: string,
  eventId: string,
): Promise<boolean> {
  const rows = await sql.query(
    `insert into wave_sync.event_seen (environment_id, connection_id, event_id) values ($1, $2, $3)
     on conflict do nothing returning event_id`,
    [environmentId, connectionId, eventId],
  );
  return rows.length > 0;
}
