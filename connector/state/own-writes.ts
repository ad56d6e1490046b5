import { createHash } from "node:crypto";
import type { Value, Values } from "../../core/records";
import type { Sql } from "../database/database";

/** What we wrote to one row. */
export interface OwnWrite {
  readonly recordId: string;
  readonly values: Values;
}

/** Short: told apart are the values one column had within minutes, not all texts there are. */
const HASH_CHARACTERS = 16;

/** A value by its hash, so that no personal data lies about twice. */
export function hashOfValue(value: Value): string {
  return createHash("sha256")
    .update(JSON.stringify(value ?? null))
    .digest("base64url")
    .slice(0, HASH_CHARACTERS);
}

/** Remembers own writes by column; columns written earlier stay known. */
export async function rememberOwnWrites(
  sql: Sql,
  environmentId: string,
  table: string,
  writes: readonly OwnWrite[],
): Promise<void> {
  if (writes.length === 0) return;
  const rows = writes.map(({ recordId, values }) => ({
    id: recordId,
    hashes: Object.fromEntries(Object.entries(values).map(([column, value]) => [column, hashOfValue(value)])),
  }));
  await sql.query(
    `insert into wave_sync.own_write as known (environment_id, table_name, record_id, hashes)
     select $1, $2, (each->>'id')::uuid, each->'hashes' from jsonb_array_elements($3::jsonb) as each
     on conflict (environment_id, table_name, record_id) do update
       set hashes = known.hashes || excluded.hashes, written_on = now()`,
    [environmentId, table, JSON.stringify(rows)],
  );
}

/** True when every one of these columns holds what we wrote there last: an event that says so is the echo of our write. */
export async function isOwnWrite(
  sql: Sql,
  environmentId: string,
  table: string,
  recordId: string,
  values: Values,
): Promise<boolean> {
  const rows = await sql.query<{ hashes: Record<string, string> }>(
    "select hashes from wave_sync.own_write where environment_id = $1 and table_name = $2 and record_id = $3",
    [environmentId, table, recordId],
  );
  const hashes = rows[0]?.hashes;
  return (
    hashes !== undefined &&
    Object.entries(values).every(([column, value]) => hashes[column] === hashOfValue(value))
  );
}
