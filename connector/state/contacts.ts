import type { Sql } from "../database/database";

/** How often the environments hear from us when there is nothing else to say. */
const EVERY = "interval '1 hour'";

/** Connected environments that have not heard from us for an hour. They are taken: nobody else gets them. */
export async function takeContacts(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    `update wave_sync.environment set contact_on = now()
     where status = 'connected' and (contact_on is null or contact_on <= now() - ${EVERY}) returning id`,
  );
  return rows.map(({ id }) => id);
}

/** It did not work: whoever looks next tries again. */
export async function contactFailed(sql: Sql, id: string): Promise<void> {
  await sql.query("update wave_sync.environment set contact_on = null where id = $1", [id]);
}
