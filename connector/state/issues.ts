import type { IssueCode } from "../../core/issues/codes";
import type { Sql } from "../database/database";

export interface SeenIssue {
  readonly issueId: string;
  /** The record it is about. */
  readonly recordKey: string;
  readonly code: IssueCode;
  /** The field it is about: a line's column, or how else the issue names it; "" for the record as a whole. */
  readonly field: string;
  /** Which value is at fault, without saying it; "" where none is named. */
  readonly valueHash: string;
  /** Whom it was given to last; null: nobody, administrators see it. */
  readonly givenTo?: string | null;
  /** How often it was told: 0 where whoever was about to tell it was interrupted. */
  readonly occurrences?: number;
}

/** An issue that is told now. */
export interface ToldIssue extends SeenIssue {
  /** Rows or records it may be answered with. */
  readonly candidates?: readonly string[];
}

/**
 * Saved before issues are told, so that none is open of which we know nothing. Gives the occurrences of each, this one included; the
 * same code on the same record has one id.
 */
export function expectIssues(
  sql: Sql,
  environmentId: string,
  issues: readonly ToldIssue[],
): Promise<ReadonlyMap<string, number>> {
  return saveIssues(sql, environmentId, issues, 0);
}

/** Counts issues that have been told now. */
export async function countIssues(
  sql: Sql,
  environmentId: string,
  issues: readonly ToldIssue[],
): Promise<void> {
  await saveIssues(sql, environmentId, issues, 1);
}

async function saveIssues(
  sql: Sql,
  environmentId: string,
  issues: readonly ToldIssue[],
  told: 0 | 1,
): Promise<ReadonlyMap<string, number>> {
  const once = [...new Map(issues.map((issue) => [issue.issueId, issue])).values()];
  if (once.length === 0) return new Map();
  const rows = await sql.query<{ issue_id: string; occurrences: number }>(
    `insert into wave_sync.issue as seen (environment_id, issue_id, record_key, code, field, value_hash, occurrences, candidates)
     select $1, (each->>'issueId')::uuid, each->>'recordKey', each->>'code', each->>'field', each->>'valueHash', $3::int,
       array(select jsonb_array_elements_text(coalesce(each->'candidates', '[]'))) from jsonb_array_elements($2::jsonb) as each
     on conflict (environment_id, issue_id) do update
       set value_hash = excluded.value_hash, occurrences = seen.occurrences + excluded.occurrences, last_on = now(), candidates = excluded.candidates
     returning issue_id, occurrences`,
    [environmentId, JSON.stringify(once), told],
  );
  return new Map(rows.map((row) => [row.issue_id, row.occurrences + 1 - told]));
}

/** What an issue may be answered with, as it was told last; nothing where it names nobody, or was resolved since. */
export async function candidatesOfIssue(
  sql: Sql,
  environmentId: string,
  issueId: string,
): Promise<readonly string[]> {
  const rows = await sql.query<{ candidates: readonly string[] }>(
    "select candidates from wave_sync.issue where environment_id = $1 and issue_id = $2",
    [environmentId, issueId],
  );
  return rows[0]?.candidates ?? [];
}

/** Issues that were told of these records and not resolved since. */
export async function issuesOf(
  sql: Sql,
  environmentId: string,
  recordKeys: readonly string[],
): Promise<readonly SeenIssue[]> {
  if (recordKeys.length === 0) return [];
  return sql.query<SeenIssue>(
    `select issue_id as "issueId", record_key as "recordKey", code, field, value_hash as "valueHash", given_to as "givenTo", occurrences from wave_sync.issue
     where environment_id = $1 and record_key = any($2::text[])`,
    [environmentId, [...recordKeys]],
  );
}

/** Remembers whom issues were given to. */
export async function saveGivenTo(
  sql: Sql,
  environmentId: string,
  issues: readonly { readonly issueId: string; readonly givenTo: string }[],
): Promise<void> {
  if (issues.length === 0) return;
  await sql.query(
    `update wave_sync.issue as seen set given_to = (each->>'givenTo')::uuid
     from jsonb_array_elements($2::jsonb) as each
     where seen.environment_id = $1 and seen.issue_id = (each->>'issueId')::uuid`,
    [environmentId, JSON.stringify(issues)],
  );
}

export async function forgetIssues(
  sql: Sql,
  environmentId: string,
  issueIds: readonly string[],
): Promise<void> {
  if (issueIds.length === 0) return;
  await sql.query("delete from wave_sync.issue where environment_id = $1 and issue_id = any($2::uuid[])", [
    environmentId,
    [...issueIds],
  ]);
}
