import { randomUUID } from "node:crypto";
import type { Values } from "../../core/records";
import type { Sql } from "../database/database";
import { LeaseLostError } from "./lease";
import { recordKeys, stillHeld } from "./record-leases";

/** A row that is to get a record in a system. */
export interface IntentScope {
  readonly environmentId: string;
  readonly connectionId: string;
  readonly systemObject: string;
  readonly table: string;
  readonly recordId: string;
}

export interface Intent {
  /** To be sent along, so that the system answers with the record it has made already. */
  readonly key: string;
  /** The values of the first try: under the same key, systems take no others. */
  readonly sent: Values;
  /** It was tried before, and nobody knows what came of that. */
  readonly again: boolean;
}

/**
 * Written before the system is asked to create. After a time-out or a crash the first try's key and values come back.
 * @throws LeaseLostError when somebody else has the row: a key of our own would make a second record
 */
export async function beginIntent(
  sql: Sql,
  scope: IntentScope,
  values: Values,
  owner: string,
): Promise<Intent> {
  const rows = await sql.query<{ key: string; sent: Values | null; again: boolean }>(
    `insert into wave_sync.intent as known
       (environment_id, connection_id, system_object, table_name, record_id, idempotency_key, sent)
     select $1, $2, $3, $4, $5, $6, $7::jsonb where ${stillHeld("$8", "$9")}
     on conflict (environment_id, connection_id, system_object, table_name, record_id)
       do update set sent = coalesce(known.sent, excluded.sent)
     returning idempotency_key as key, sent, idempotency_key <> $6 as again`,
    [
      scope.environmentId,
      scope.connectionId,
      scope.systemObject,
      scope.table,
      scope.recordId,
      randomUUID(),
      JSON.stringify(values),
      [recordKeys.row(scope.table, scope.recordId)],
      owner,
    ],
  );
  if (!rows[0]) throw new LeaseLostError("a record");
  const { key, sent, again } = rows[0];
  return { key, sent: sent ?? values, again };
}

/** Of these rows, those that were to get a record and of which nothing more was heard. */
export async function rowsWithIntent(
  sql: Sql,
  scope: Omit<IntentScope, "recordId">,
  recordIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await sql.query<{ recordId: string }>(
    `select record_id as "recordId" from wave_sync.intent where environment_id = $1 and connection_id = $2
       and system_object = $3 and table_name = $4 and record_id = any($5::uuid[])`,
    [scope.environmentId, scope.connectionId, scope.systemObject, scope.table, [...recordIds]],
  );
  return new Set(rows.map(({ recordId }) => recordId));
}

/** The links of these rows are safe; a later creation (after a delete there) is a new one. */
export async function endIntents(
  sql: Sql,
  scope: Omit<IntentScope, "recordId">,
  recordIds: readonly string[],
): Promise<void> {
  if (recordIds.length === 0) return;
  await sql.query(
    `delete from wave_sync.intent where environment_id = $1 and connection_id = $2 and system_object = $3
       and table_name = $4 and record_id = any($5::uuid[])`,
    [scope.environmentId, scope.connectionId, scope.systemObject, scope.table, [...recordIds]],
  );
}
