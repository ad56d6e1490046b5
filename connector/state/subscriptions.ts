import type { Sql } from "../database/database";

/** A system's promise to tell us of changes. */
export interface Subscription {
  readonly id: string;
  /** Where it tells them. */
  readonly url: string;
}

/** Null when the system does not tell us of changes. */
export async function findSubscription(
  sql: Sql,
  environmentId: string,
  connectionId: string,
): Promise<Subscription | null> {
  const rows = await sql.query<{ id: string | null; url: string | null }>(
    `select subscription_id as id, subscribed_url as url from wave_sync.connection where environment_id = $1 and id = $2`,
    [environmentId, connectionId],
  );
  const { id, url } = rows[0] ?? {};
  return id && url ? { id, url } : null;
}

export async function saveSubscription(
  sql: Sql,
  environmentId: string,
  connectionId: string,
  subscription: Subscription | null,
): Promise<void> {
  await sql.query(
    "update wave_sync.connection set subscription_id = $3, subscribed_url = $4 where environment_id = $1 and id = $2",
    [environmentId, connectionId, subscription?.id ?? null, subscription?.url ?? null],
  );
}
