import type { Sql } from "../database/database";
import { keyOf, type RecordName } from "./changes";

/** An event, and the records it queues if it is heard for the first time. */
export interface HeardEvent {
  readonly environmentId: string;
  readonly connectionId: string;
  readonly id: string;
  readonly correlationId: string;
  readonly changes: readonly { readonly mappingId: string; readonly name: RecordName }[];
}

/**
 * Remembers events and queues their records, in one statement: an event is either taken as a whole or comes again. One that was
 * heard before queues nothing. Gives, in the order asked, whether each was heard for the first time; of two that are the same
 * only the first was.
 */
export async function hearEvents(sql: Sql, events: readonly HeardEvent[]): Promise<readonly boolean[]> {
  if (events.length === 0) return [];
  const rows = await sql.query<{ environment_id: string; connection_id: string; event_id: string }>(
    `with told as (
       select (each->>'environmentId')::uuid as environment_id, (each->>'connectionId')::uuid as connection_id,
         each->>'id' as event_id, each->>'correlationId' as correlation_id, each->'changes' as changes
       from jsonb_array_elements($1::jsonb) as each),
     heard as (
       insert into wave_sync.event_seen (environment_id, connection_id, event_id)
       select environment_id, connection_id, event_id from told order by 1, 2, 3
       on conflict do nothing returning environment_id, connection_id, event_id),
     queued as (
       insert into wave_sync.change as known (environment_id, mapping_id, record_key, why, correlation_id)
       select distinct on (environment_id, mapping_id, record_key) environment_id, (wanted->>'mappingId')::uuid as mapping_id,
         wanted->>'key' as record_key, 'event', correlation_id
       from told join heard using (environment_id, connection_id, event_id), jsonb_array_elements(told.changes) as wanted
       order by 1, 2, 3
       on conflict (environment_id, mapping_id, record_key) do update
         set version = known.version + 1, why = excluded.why, correlation_id = excluded.correlation_id, attempts = 0, due_on = now())
     select environment_id, connection_id, event_id from heard`,
    [
      JSON.stringify(
        events.map(({ changes, ...event }) => ({
          ...event,
          changes: changes.map(({ mappingId, name }) => ({ mappingId, key: keyOf(name) })),
        })),
      ),
    ],
  );
  const fresh = new Set(rows.map((row) => [row.environment_id, row.connection_id, row.event_id].join()));
  return events.map(({ environmentId, connectionId, id }) =>
    fresh.delete([environmentId, connectionId, id].join()),
  );
}
