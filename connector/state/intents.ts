import { randomUUID } from "node:crypto";
import type { Sql } from "../database/database";

/** A row that is to get a record in a system. */
export interface IntentScope {
  readonly environmentId: string;
  readonly connectionId: string;
  readonly systemObject: string;
  readonly table: string;
  readonly recordId: string;
}

/**
 * Written before the system is asked to create: the key to send. After a time-out or a crash the same key comes back, so
 * the system answers with the record it has made already.
 */
export async function beginIntent(sql: Sql, scope: IntentScope): Promise<string> {
  const rows = await sql.query<{ idempotency_key: string }>(
    `insert into wave_sync.intent as known (environment_id, connection_id, system_object, table_name, record_id, idempotency_key)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (environment_id, connection_id, system_object, table_name, record_id)
       do update set idempotency_key = known.idempotency_key
     returning idempotency_key`,
    [scope.environmentId, scope.connectionId, scope.systemObject, scope.table, scope.recordId, randomUUID()],
  );
  return rows[0]!.idempotency_key;
}

/** The link is safe; a later creation (after a delete there) is a new one. */
export async function endIntent(sql: Sql, scope: IntentScope): Promise<void> {
  await sql.query(
    `delete from wave_sync.intent where environment_id = $1 and connection_id = $2 and system_object = $3
       and table_name = $4 and record_id = $5`,
    [scope.environmentId, scope.connectionId, scope.systemObject, scope.table, scope.recordId],
  );
}
