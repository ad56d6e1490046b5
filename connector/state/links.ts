import type { Base } from "../../core/records";
import type { Sql } from "../database/database";

/** Which link a state belongs to. */
export interface LinkScope {
  readonly environmentId: string;
  readonly connectionId: string;
  readonly systemObject: string;
}

/** What we know of a link beside its row in Dataverse. */
export interface LinkState {
  readonly externalId: string;
  readonly table: string;
  readonly recordId: string;
  /** Null until both sides have agreed once. */
  readonly base: Base | null;
}

const COLUMNS = `external_id as "externalId", table_name as "table", record_id as "recordId", base`;

export async function linksByExternalId(
  sql: Sql,
  scope: LinkScope,
  ids: readonly string[],
): Promise<readonly LinkState[]> {
  if (ids.length === 0) return [];
  return sql.query<LinkState>(
    `select ${COLUMNS} from wave_sync.link_state
     where environment_id = $1 and connection_id = $2 and system_object = $3 and external_id = any($4::text[])`,
    [scope.environmentId, scope.connectionId, scope.systemObject, [...ids]],
  );
}

export async function linksByRecord(
  sql: Sql,
  scope: LinkScope,
  table: string,
  ids: readonly string[],
): Promise<readonly LinkState[]> {
  if (ids.length === 0) return [];
  return sql.query<LinkState>(
    `select ${COLUMNS} from wave_sync.link_state
     where environment_id = $1 and connection_id = $2 and system_object = $3 and table_name = $4 and record_id = any($5::uuid[])`,
    [scope.environmentId, scope.connectionId, scope.systemObject, table, [...ids]],
  );
}

/** Adds or replaces; the external id decides. */
export async function saveLinks(sql: Sql, scope: LinkScope, links: readonly LinkState[]): Promise<void> {
  if (links.length === 0) return;
  await sql.query(
    `insert into wave_sync.link_state (environment_id, connection_id, system_object, external_id, table_name, record_id, base)
     select $1, $2, $3, each->>'externalId', each->>'table', (each->>'recordId')::uuid, nullif(each->'base', 'null'::jsonb)
     from jsonb_array_elements($4::jsonb) as each
     on conflict (environment_id, connection_id, system_object, external_id) do update
       set table_name = excluded.table_name, record_id = excluded.record_id, base = excluded.base, synced_on = now()`,
    [scope.environmentId, scope.connectionId, scope.systemObject, JSON.stringify(links)],
  );
}
