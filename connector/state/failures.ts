import type { FailureMemory } from "../../core/sync/parked";
import type { Sql } from "../database/database";

/** What is remembered of the failures of these records, by record key. */
export async function failuresOf(
  sql: Sql,
  environmentId: string,
  recordKeys: readonly string[],
): Promise<ReadonlyMap<string, FailureMemory>> {
  if (recordKeys.length === 0) return new Map();
  const rows = await sql.query<FailureMemory & { record_key: string }>(
    `select record_key, code, state, parked from wave_sync.failure where environment_id = $1 and record_key = any($2::text[])`,
    [environmentId, [...recordKeys]],
  );
  return new Map(rows.map(({ record_key, ...memory }) => [record_key, memory]));
}

export async function saveFailures(
  sql: Sql,
  environmentId: string,
  failures: ReadonlyMap<string, FailureMemory>,
): Promise<void> {
  if (failures.size === 0) return;
  const rows = [...failures].map(([recordKey, memory]) => ({ recordKey, ...memory }));
  await sql.query(
    `insert into wave_sync.failure (environment_id, record_key, code, state, parked)
     select $1, each->>'recordKey', each->>'code', each->>'state', (each->>'parked')::boolean
     from jsonb_array_elements($2::jsonb) as each
     on conflict (environment_id, record_key) do update
       set code = excluded.code, state = excluded.state, parked = excluded.parked, updated_on = now()`,
    [environmentId, JSON.stringify(rows)],
  );
}

/** They went well, or somebody acted. */
export async function forgetFailures(
  sql: Sql,
  environmentId: string,
  recordKeys: readonly string[],
): Promise<void> {
  if (recordKeys.length === 0) return;
  await sql.query(
    "delete from wave_sync.failure where environment_id = $1 and record_key = any($2::text[])",
    [environmentId, [...recordKeys]],
  );
}
