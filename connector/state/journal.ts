import { joinEntries, type JournalEntry } from "../../core/plan/journal";
import type { Sql } from "../database/database";

/** What a run did to one pair of records. */
export interface Journalled {
  readonly recordId: string;
  readonly externalId: string;
  readonly entry: JournalEntry;
}

/** Keeps what a run wrote. Of a pair it writes to more than once it keeps the values before the first write and after the last. */
export async function saveJournal(
  sql: Sql,
  environmentId: string,
  runId: string,
  entries: readonly Journalled[],
): Promise<void> {
  if (entries.length === 0) return;
  const nameOf = ({ recordId, externalId }: Journalled) => `${recordId.toLowerCase()}/${externalId}`;
  const known = await sql.query<Journalled>(
    `select record_id as "recordId", external_id as "externalId", entry from wave_sync.journal
     where environment_id = $1 and run_id = $2 and record_id = any($3::uuid[])`,
    [environmentId, runId, entries.map((each) => each.recordId)],
  );
  const whole = new Map(known.map((each) => [nameOf(each), each]));
  for (const each of entries) {
    const before = whole.get(nameOf(each));
    whole.set(nameOf(each), before ? { ...each, entry: joinEntries(before.entry, each.entry) } : each);
  }
  const rows = [...new Set(entries.map(nameOf))].map((name) => whole.get(name)!);
  await sql.query(
    `insert into wave_sync.journal (environment_id, run_id, record_id, external_id, entry)
     select $1, $2, (each->>'recordId')::uuid, each->>'externalId', each->'entry' from jsonb_array_elements($3::jsonb) as each
     on conflict (environment_id, run_id, record_id, external_id) do update set entry = excluded.entry, written_on = now()`,
    [environmentId, runId, JSON.stringify(rows)],
  );
}

/**
 * About `limit` entries of a run after `after` (a record id; null at the beginning), in the order of record ids, of one record
 * the first written first. All entries of a record come together: a run may have joined its row to one after the other.
 */
export async function journalOfRun(
  sql: Sql,
  environmentId: string,
  runId: string,
  after: string | null,
  limit: number,
): Promise<readonly Journalled[]> {
  return sql.query<Journalled>(
    `with page as (
       select record_id, external_id, entry, written_on from wave_sync.journal
       where environment_id = $1 and run_id = $2 and ($3::uuid is null or record_id > $3)
       order by record_id fetch first $4 rows with ties)
     select record_id as "recordId", external_id as "externalId", entry from page
     order by record_id, written_on, external_id`,
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

/** Rows and records that a run created, and pairs it changed, as far as they are in its journal. */
export async function journalCounts(
  sql: Sql,
  environmentId: string,
  runId: string,
): Promise<{ readonly created: number; readonly updated: number }> {
  const [counts] = await sql.query<{ created: number; updated: number }>(
    `select count(*) filter (where entry ? 'created')::int as created,
       count(*) filter (where not entry ? 'created')::int as updated
     from wave_sync.journal where environment_id = $1 and run_id = $2`,
    [environmentId, runId],
  );
  return counts!;
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
