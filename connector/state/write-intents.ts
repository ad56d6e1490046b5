import { randomUUID } from "node:crypto";
import type { BegunWrite } from "../../core/plan/begun-write";
import type { Values } from "../../core/records";
import type { Sql } from "../database/database";
import { LeaseLostError } from "./lease";
import type { LinkScope } from "./links";
import { recordKeys, stillHeld } from "./record-leases";

/** What is about to be written to a pair, by the row it is about. */
export interface WriteIntent {
  readonly recordId: string;
  /** Null: the record was to be created. */
  readonly externalId: string | null;
  readonly begun: BegunWrite;
}

/** How a record was asked for that is to be created in a system. */
export interface CreationIntent {
  /** To be sent along, so that the system answers with the record it has made already. */
  readonly key: string;
  /** The values of the first try: under the same key, systems take no others. */
  readonly values: Values;
  /** It was tried before, and nobody knows what came of that. */
  readonly again: boolean;
}

/** In a where-clause: the intents of these rows ($5). */
const OF_ROWS = `environment_id = $1 and connection_id = $2 and system_object = $3 and table_name = $4 and record_id = any($5::uuid[])`;

const ofRows = (scope: LinkScope, table: string, recordIds: readonly string[]) => [
  scope.environmentId,
  scope.connectionId,
  scope.systemObject,
  table,
  [...recordIds],
];

/** Saves what is about to be written; of a row, the last. @throws LeaseLostError when somebody else has one of them */
export async function saveWriteIntents(
  sql: Sql,
  scope: LinkScope,
  table: string,
  intents: readonly WriteIntent[],
  owner: string,
): Promise<void> {
  if (intents.length === 0) return;
  const keys = [...new Set(intents.map(({ recordId }) => recordKeys.row(table, recordId)))];
  const saved = await sql.query(
    `insert into wave_sync.write_intent
       (environment_id, connection_id, system_object, table_name, record_id, external_id, planned, planned_on)
     select $1, $2, $3, $4, (each->>'recordId')::uuid, each->>'externalId', each->'begun', now() from json_array_elements($5::json) as each
     where ${stillHeld("$6", "$7")}
     on conflict (environment_id, connection_id, system_object, table_name, record_id) do update
       set external_id = excluded.external_id, planned = excluded.planned, planned_on = excluded.planned_on
     returning record_id`,
    [
      scope.environmentId,
      scope.connectionId,
      scope.systemObject,
      table,
      JSON.stringify(intents),
      keys,
      owner,
    ],
  );
  if (saved.length === 0) throw new LeaseLostError("a record");
}

/** What was about to be written to these rows, and never came to an end. */
export async function openWriteIntents(
  sql: Sql,
  scope: LinkScope,
  table: string,
  recordIds: readonly string[],
): Promise<readonly WriteIntent[]> {
  if (recordIds.length === 0) return [];
  return sql.query<WriteIntent>(
    `select record_id as "recordId", external_id as "externalId", planned as begun from wave_sync.write_intent
     where ${OF_ROWS} and planned is not null`,
    ofRows(scope, table, recordIds),
  );
}

/** The writes have come to their end: what follows from them is saved. */
export async function endWriteIntents(
  sql: Sql,
  scope: LinkScope,
  table: string,
  recordIds: readonly string[],
): Promise<void> {
  if (recordIds.length === 0) return;
  await sql.query(
    `with over as (delete from wave_sync.write_intent where ${OF_ROWS} and creation_key is null)
     update wave_sync.write_intent set planned = null, planned_on = null, external_id = null
     where ${OF_ROWS} and creation_key is not null`,
    ofRows(scope, table, recordIds),
  );
}

/**
 * Saved before the system is asked to create these. After a time-out or a crash the first try's key and values come back.
 * @param creations the values to create with, by row id
 * @returns by row id
 * @throws LeaseLostError when somebody else has one of the rows: a key of our own would make a second record
 */
export async function saveCreationIntents(
  sql: Sql,
  scope: LinkScope,
  table: string,
  creations: ReadonlyMap<string, Values>,
  owner: string,
): Promise<ReadonlyMap<string, CreationIntent>> {
  if (creations.size === 0) return new Map();
  const asked = [...creations].map(([recordId, values]) => ({ recordId, values, key: randomUUID() }));
  const rows = await sql.query<CreationIntent & { readonly recordId: string }>(
    `insert into wave_sync.write_intent as known
       (environment_id, connection_id, system_object, table_name, record_id, creation_key, creation)
     select $1, $2, $3, $4, (each->>'recordId')::uuid, each->>'key', each->'values' from jsonb_array_elements($5::jsonb) as each
     where ${stillHeld("$6", "$7")}
     on conflict (environment_id, connection_id, system_object, table_name, record_id) do update
       set creation_key = coalesce(known.creation_key, excluded.creation_key), creation = coalesce(known.creation, excluded.creation)
     returning record_id as "recordId", creation_key as key, creation as values`,
    [
      scope.environmentId,
      scope.connectionId,
      scope.systemObject,
      table,
      JSON.stringify(asked),
      asked.map(({ recordId }) => recordKeys.row(table, recordId)),
      owner,
    ],
  );
  if (rows.length === 0) throw new LeaseLostError("a record");
  const keys = new Set<string>(asked.map(({ key }) => key));
  return new Map(rows.map(({ key, recordId, values }) => [recordId, { key, values, again: !keys.has(key) }]));
}

/** Of these rows, those that were to get a record and of which nothing more was heard. */
export async function rowsToBeCreated(
  sql: Sql,
  scope: LinkScope,
  table: string,
  recordIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ recordId: string }>(
    `select record_id as "recordId" from wave_sync.write_intent where ${OF_ROWS} and creation_key is not null`,
    ofRows(scope, table, recordIds),
  );
  return new Set(rows.map(({ recordId }) => recordId));
}

/** Rows that were to get a record and of which nothing more was heard; up to `limit`. */
export async function openCreations(
  sql: Sql,
  scope: LinkScope,
  table: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    `select record_id as id from wave_sync.write_intent
     where environment_id = $1 and connection_id = $2 and system_object = $3 and table_name = $4 and creation_key is not null
     order by record_id limit $5`,
    [scope.environmentId, scope.connectionId, scope.systemObject, table, limit],
  );
  return rows.map(({ id }) => id);
}

/** The links of these rows are safe; a later creation (after a delete there) is a new one. */
export async function endCreationIntents(
  sql: Sql,
  scope: LinkScope,
  table: string,
  recordIds: readonly string[],
): Promise<void> {
  if (recordIds.length === 0) return;
  await sql.query(
    `with over as (delete from wave_sync.write_intent where ${OF_ROWS} and planned is null)
     update wave_sync.write_intent set creation_key = null, creation = null where ${OF_ROWS} and planned is not null`,
    ofRows(scope, table, recordIds),
  );
}
