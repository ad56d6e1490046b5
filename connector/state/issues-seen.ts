import type { Sql } from "../database/database";

/** Counts issues: the same code on the same record has one id. Gives the occurrences of each, this one included. */
export async function countIssues(
  sql: Sql,
  environmentId: string,
  issueIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (issueIds.length === 0) return new Map();
  const rows = await sql.query<{ issue_id: string; occurrences: number }>(
    `insert into wave_sync.issue_seen as seen (environment_id, issue_id, occurrences)
     select $1, id, 1 from unnest($2::uuid[]) as new(id)
     on conflict (environment_id, issue_id) do update set occurrences = seen.occurrences + 1, last_on = now()
     returning issue_id, occurrences`,
    [environmentId, [...new Set(issueIds)]],
  );
  return new Map(rows.map((row) => [row.issue_id, row.occurrences]));
}

/** Which of these issues are (or may be) open, so that a record that went well closes them. */
export async function seenIssues(
  sql: Sql,
  environmentId: string,
  issueIds: readonly string[],
): Promise<readonly string[]> {
  if (issueIds.length === 0) return [];
  const rows = await sql.query<{ issue_id: string }>(
    "select issue_id from wave_sync.issue_seen where environment_id = $1 and issue_id = any($2::uuid[])",
    [environmentId, [...issueIds]],
  );
  return rows.map((row) => row.issue_id);
}

export async function forgetIssues(
  sql: Sql,
  environmentId: string,
  issueIds: readonly string[],
): Promise<void> {
  if (issueIds.length === 0) return;
  await sql.query(
    "delete from wave_sync.issue_seen where environment_id = $1 and issue_id = any($2::uuid[])",
    [environmentId, [...issueIds]],
  );
}
