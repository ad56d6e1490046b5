import type { Sql } from "../database/database";

/** Which of these conversations (digests) somebody wants on no timeline, and who. */
export async function privateAmong(
  sql: Sql,
  environmentId: string,
  threads: readonly string[],
): Promise<Map<string, string>> {
  if (threads.length === 0) return new Map();
  const rows = await sql.query<{ thread: string; madeBy: string }>(
    `select thread, made_by as "madeBy" from wave_sync.private_thread where environment_id = $1 and thread = any($2::text[])`,
    [environmentId, [...threads]],
  );
  return new Map(rows.map(({ madeBy, thread }) => [thread, madeBy]));
}

/** From now on nothing of these conversations is logged, whichever mailbox tells of it. */
export async function makePrivate(
  sql: Sql,
  environmentId: string,
  threads: readonly string[],
  madeBy: string,
): Promise<void> {
  await sql.query(
    `insert into wave_sync.private_thread (environment_id, thread, made_by)
     select $1, thread, $3 from unnest($2::text[]) as thread order by thread on conflict do nothing`,
    [environmentId, [...new Set(threads)], madeBy],
  );
}

/** They may be logged again. */
export async function endPrivate(sql: Sql, environmentId: string, threads: readonly string[]): Promise<void> {
  await sql.query(
    "delete from wave_sync.private_thread where environment_id = $1 and thread = any($2::text[])",
    [environmentId, [...threads]],
  );
}
