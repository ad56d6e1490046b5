import type { Comparable } from "../../core/values/same";
import type { Sql } from "../database/database";

/** A mapping as it was read last: enough to take an event while Dataverse cannot be asked. */
export interface KnownMapping {
  readonly id: string;
  readonly connectionId: string;
  readonly systemObject: string;
  readonly table: string;
  readonly active: boolean;
  /** Columns whose change matters, and how their values are compared. */
  readonly columns: Readonly<Record<string, Comparable>>;
}

const COLUMNS = `id, connection_id as "connectionId", system_object as "systemObject", table_name as "table", active, columns`;

/** Replaces what is known of an environment's mappings. */
export async function saveKnownMappings(
  sql: Sql,
  environmentId: string,
  mappings: readonly KnownMapping[],
): Promise<void> {
  await sql.query(
    "delete from wave_sync.mapping_known where environment_id = $1 and not (id = any($2::uuid[]))",
    [environmentId, mappings.map((mapping) => mapping.id)],
  );
  await sql.query(
    `insert into wave_sync.mapping_known (environment_id, id, connection_id, system_object, table_name, active, columns)
     select $1, (each->>'id')::uuid, (each->>'connectionId')::uuid, each->>'systemObject', each->>'table',
       (each->>'active')::boolean, each->'columns' from jsonb_array_elements($2::jsonb) as each
     on conflict (environment_id, id) do update set connection_id = excluded.connection_id,
       system_object = excluded.system_object, table_name = excluded.table_name, active = excluded.active,
       columns = excluded.columns`,
    [environmentId, JSON.stringify(mappings)],
  );
}

/** Every mapping known of an environment, active or not; none before its configuration was read once. */
export function knownMappings(sql: Sql, environmentId: string): Promise<readonly KnownMapping[]> {
  return sql.query<KnownMapping>(
    `select ${COLUMNS} from wave_sync.mapping_known where environment_id = $1 order by id`,
    [environmentId],
  );
}

/** Columns of which updates are told, by table; null until the steps were set once. */
export type RegisteredColumns = Readonly<Record<string, readonly string[]>>;

export async function registeredColumns(sql: Sql, environmentId: string): Promise<RegisteredColumns | null> {
  const rows = await sql.query<{ told: RegisteredColumns | null }>(
    "select registered_columns as told from wave_sync.environment where id = $1",
    [environmentId],
  );
  return rows[0]?.told ?? null;
}

export async function saveRegisteredColumns(
  sql: Sql,
  environmentId: string,
  told: RegisteredColumns | null,
): Promise<void> {
  await sql.query("update wave_sync.environment set registered_columns = $2::jsonb where id = $1", [
    environmentId,
    told === null ? null : JSON.stringify(told),
  ]);
}
