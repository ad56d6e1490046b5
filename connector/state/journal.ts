import type { JournalEntry } from "../../core/plan/journal";
import type { Sql } from "../database/database";

/** What a run did to one pair of records. */
export interface Journalled {
  readonly recordId: string;
  readonly externalId: string;
  readonly entry: JournalEntry;
}

/** Keeps what a run wrote. A chunk that is done again after a crash keeps what was kept the first time: those are the values before the run. */
export async function saveJournal(
  sql: Sql,
  environmentId: string,
  runId: string,
  entries: readonly Journalled[],
): Promise<void> {
  if (entries.length === 0) return;
  await sql.query(
    `insert into wave_sync.journal (environment_id, run_id, record_id, external_id, entry)
     select $1, $2, (each->>'recordId')::uuid, each->>'externalId', each->'entry' from jsonb_array_elements($3::jsonb) as each
     on conflict do nothing`,
    [environmentId, runId, JSON.stringify(entries)],
  );
}

/** Up to `limit` entries of a run after `after` (a record id; null at the beginning), in the order of record ids. */
export async function journalOfRun(
  sql: Sql,
  environmentId: string,
  runId: string,
  after: string | null,
  limit: number,
): Promise<readonly Journalled[]> {
  return sql.query<Journalled>(
    `select record_id as "recordId", external_id as "externalId", entry from wave_sync.journal
     where environment_id = $1 and run_id = $2 and ($3::uuid is null or record_id > $3) order by record_id limit $4`,
    [environmentId, runId, after, limit],
  );
}

export async function journalLength(sql: Sql, environmentId: string, runId: string): Promise<number> {
  const rows = await sql.query<{ entries: number }>(
    "select count(*)::int as entries from wave_sync.journal where environment_id = $1 and run_id = $2",
    [environmentId, runId],
  );
  return rows[0]!.entries;
}

/** The latest entries that say a run created these rows. */
export async function creationsOf(
  sql: Sql,
  environmentId: string,
  recordIds: readonly string[],
): Promise<readonly Journalled[]> {
  if (recordIds.length === 0) return [];
  return sql.query<Journalled>(
    `select distinct on (record_id, external_id) record_id as "recordId", external_id as "externalId", entry
     from wave_sync.journal where environment_id = $1 and record_id = any($2::uuid[]) and entry->>'created' = 'dataverse'
     order by record_id, external_id, written_on desc`,
    [environmentId, [...recordIds]],
  );
}
