import type { BegunWrite } from "../../core/plan/begun-write";
import type { Sql } from "../database/database";
import { LeaseLostError } from "./lease";
import type { LinkScope } from "./links";
import { recordKeys, stillHeld } from "./record-leases";

/** A write that was begun, by the row it is about. */
export interface BegunOfRow {
  readonly recordId: string;
  /** Null: the record was to be created. */
  readonly externalId: string | null;
  readonly begun: BegunWrite;
}

/** Notes what is about to be written; of a row, the last. @throws LeaseLostError when somebody else has one of them */
export async function saveBegun(
  sql: Sql,
  scope: LinkScope,
  table: string,
  writes: readonly BegunOfRow[],
  owner: string,
): Promise<void> {
  if (writes.length === 0) return;
  const keys = [...new Set(writes.map(({ recordId }) => recordKeys.row(table, recordId)))];
  const noted = await sql.query(
    `insert into wave_sync.begun_write (environment_id, connection_id, system_object, table_name, record_id, external_id, begun)
     select $1, $2, $3, $4, (each->>'recordId')::uuid, each->>'externalId', each->'begun' from json_array_elements($5::json) as each
     where ${stillHeld("$6", "$7")}
     on conflict (environment_id, connection_id, system_object, table_name, record_id) do update
       set external_id = excluded.external_id, begun = excluded.begun, begun_on = now()
     returning record_id`,
    [scope.environmentId, scope.connectionId, scope.systemObject, table, JSON.stringify(writes), keys, owner],
  );
  if (noted.length === 0) throw new LeaseLostError("a record");
}

/** What was begun with these rows, and never came to an end. */
export async function begunOf(
  sql: Sql,
  scope: LinkScope,
  table: string,
  recordIds: readonly string[],
): Promise<readonly BegunOfRow[]> {
  if (recordIds.length === 0) return [];
  return sql.query<BegunOfRow>(
    `select record_id as "recordId", external_id as "externalId", begun from wave_sync.begun_write
     where environment_id = $1 and connection_id = $2 and system_object = $3 and table_name = $4 and record_id = any($5::uuid[])`,
    [scope.environmentId, scope.connectionId, scope.systemObject, table, [...recordIds]],
  );
}

/** It has come to its end: what follows from it is saved. */
export async function endBegun(
  sql: Sql,
  scope: LinkScope,
  table: string,
  recordIds: readonly string[],
): Promise<void> {
  if (recordIds.length === 0) return;
  await sql.query(
    `delete from wave_sync.begun_write
     where environment_id = $1 and connection_id = $2 and system_object = $3 and table_name = $4 and record_id = any($5::uuid[])`,
    [scope.environmentId, scope.connectionId, scope.systemObject, table, [...recordIds]],
  );
}
