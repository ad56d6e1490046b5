import { createHash } from "node:crypto";
import type { Sql } from "../database/database";

/** The same failure this often in a row, and the record is left alone until it changes or someone acts. */
const PARK_AFTER = 2;

export interface Failure {
  readonly recordKey: string;
  readonly code: string;
  /** Of what was tried ({@link fingerprintOf}): once that differs, the record gets another chance. */
  readonly fingerprint: string;
}

/** A short name for what was tried: the values of both sides. */
export function fingerprintOf(tried: unknown): string {
  return createHash("sha256").update(JSON.stringify(tried)).digest("base64url").slice(0, 22);
}

/** Records failures; gives the keys that are parked now. A different code, or different values, starts anew. */
export async function recordFailures(
  sql: Sql,
  environmentId: string,
  failures: readonly Failure[],
): Promise<ReadonlySet<string>> {
  if (failures.length === 0) return new Set();
  const rows = await sql.query<{ record_key: string }>(
    `insert into wave_sync.failure as known (environment_id, record_key, code, fingerprint, times, parked)
     select $1, each->>'recordKey', each->>'code', each->>'fingerprint', 1, false from jsonb_array_elements($2::jsonb) as each
     on conflict (environment_id, record_key) do update set
       times = case when known.code = excluded.code and known.fingerprint = excluded.fingerprint then known.times + 1 else 1 end,
       parked = known.code = excluded.code and known.fingerprint = excluded.fingerprint and known.times + 1 >= ${PARK_AFTER},
       code = excluded.code, fingerprint = excluded.fingerprint, updated_on = now()
     returning case when parked then record_key end as record_key`,
    [environmentId, JSON.stringify(failures)],
  );
  return new Set(rows.flatMap((row) => row.record_key ?? []));
}

/** Parked records among `keys`, with what had been tried. */
export async function parkedAmong(
  sql: Sql,
  environmentId: string,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Failure>> {
  if (keys.length === 0) return new Map();
  const rows = await sql.query<Failure>(
    `select record_key as "recordKey", code, fingerprint from wave_sync.failure
     where environment_id = $1 and parked and record_key = any($2::text[])`,
    [environmentId, [...keys]],
  );
  return new Map(rows.map((row) => [row.recordKey, row]));
}

/** They went well, or somebody acted. */
export async function forgetFailures(
  sql: Sql,
  environmentId: string,
  keys: readonly string[],
): Promise<void> {
  if (keys.length === 0) return;
  await sql.query(
    "delete from wave_sync.failure where environment_id = $1 and record_key = any($2::text[])",
    [environmentId, [...keys]],
  );
}
