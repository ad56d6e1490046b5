import type { World } from "./world";

/** What is still open, for whoever looks at a simulation that does not end. */
export async function whatWaits({ sql, scheduler }: World): Promise<string> {
  const changes = await sql.query(
    "select record_key, why, attempts, due_on, lease_until from wave_sync.change",
  );
  const operations = await sql.query(
    "select id, kind, status, attempts from wave_sync.operation where ended_on is null",
  );
  const runs = await sql.query("select id, kind, status, attempts from wave_sync.run where ended_on is null");
  return JSON.stringify({ changes, operations, runs, calls: scheduler.describe() });
}
