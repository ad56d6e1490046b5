import { randomUUID } from "node:crypto";
import type { HistoryCause } from "../../core/operation/history-answer";
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

/** What no run did: who or what brought it. */
export interface Told extends Journalled {
  readonly cause: Exclude<HistoryCause, "run">;
  /** Who asked for it, or whose edit it carried. */
  readonly byUser: string | null;
}

/** Keeps what events and operations wrote, so that the record's history tells of it. No run can take it back. */
export async function saveHistory(
  sql: Sql,
  environmentId: string,
  mappingId: string,
  entries: readonly Told[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((each) => ({ ...each, runId: randomUUID() }));
  await sql.query(
    `insert into wave_sync.journal (environment_id, mapping_id, run_id, record_id, external_id, entry, cause, by_user)
     select $1, $2, (each->>'runId')::uuid, (each->>'recordId')::uuid, each->>'externalId', each->'entry', each->>'cause',
       (each->>'byUser')::uuid from jsonb_array_elements($3::jsonb) as each`,
    [environmentId, mappingId, JSON.stringify(rows)],
  );
}

/** An entry of a record's history. */
export interface HistoryRow extends Journalled {
  readonly id: string;
  readonly on: Date;
  readonly cause: HistoryCause;
  readonly runKind: string | null;
  readonly byUser: string | null;
  /** Null where the run is known no more. */
  readonly mappingId: string | null;
}

/** What syncs wrote to a row, the newest first, at most `limit`. @param before ISO 8601; null: from the newest on */
export async function historyOf(
  sql: Sql,
  environmentId: string,
  recordId: string,
  before: string | null,
  limit: number,
): Promise<readonly HistoryRow[]> {
  return sql.query<HistoryRow>(
    `select journal.run_id as id, journal.record_id as "recordId", journal.external_id as "externalId", entry, written_on as "on",
       coalesce(cause, 'run') as cause, run.kind as "runKind", coalesce(by_user, run.asker_id) as "byUser",
       coalesce(journal.mapping_id, run.mapping_id) as "mappingId"
     from wave_sync.journal left join wave_sync.run on run.id = journal.run_id and journal.cause is null
     where journal.environment_id = $1 and journal.record_id = $2 and ($3::timestamptz is null or written_on < $3)
     order by written_on desc, journal.run_id limit $4`,
    [environmentId, recordId, before, limit],
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
