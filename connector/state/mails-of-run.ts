import type { Sql } from "../database/database";

/** A mail whose row a run has made, and that is on a timeline still as far as we know. */
export interface MailOfRun {
  readonly rowId: string;
  /** What its system calls it. */
  readonly externalId: string;
}

/** So many of a run's mails, in the order of their rows' ids, after one of these; null: from the beginning. */
export function mailsOfRun(
  sql: Sql,
  environmentId: string,
  runId: string,
  after: string | null,
  limit: number,
): Promise<readonly MailOfRun[]> {
  return sql.query<MailOfRun>(
    `select distinct on (row_id) row_id as "rowId", external_id as "externalId" from wave_sync.mail_decision
     where environment_id = $1 and run_id = $2 and row_id is not null and ($3::uuid is null or row_id > $3)
     order by row_id limit $4`,
    [environmentId, runId, after, limit],
  );
}

/** How many there are. */
export async function countMailsOfRun(
  sql: Sql,
  environmentId: string,
  runId: string,
  after: string | null,
): Promise<number> {
  const rows = await sql.query<{ count: number }>(
    `select count(distinct row_id)::int as count from wave_sync.mail_decision
     where environment_id = $1 and run_id = $2 and row_id is not null and ($3::uuid is null or row_id > $3)`,
    [environmentId, runId, after],
  );
  return rows[0]!.count;
}
