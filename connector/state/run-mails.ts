import type { Sql } from "../database/database";
import { FREE, LeasedRows, takenBy } from "./leased-rows";

/** Longer than a mail server may take: nobody else sends meanwhile, and a dead sender's mail is sent in the end. */
const LEASE_END = "now() + interval '5 minutes'";
/** Later, what a run met is no news any more: it was put right, or another run has met it as well. */
const STALE = "interval '1 day'";

const LEASED = new LeasedRows("run_mail", ["run_id"]);

/** A run that has ended, to be told to who started it. */
export interface LeasedRunMail {
  readonly runId: string;
  readonly environmentId: string;
  /** Attempts to send it, this included. */
  readonly attempts: number;
}

/** Belongs into the transaction that ends the run. */
export async function addRunMail(sql: Sql, environmentId: string, runId: string): Promise<void> {
  await sql.query(
    "insert into wave_sync.run_mail (run_id, environment_id) values ($1, $2) on conflict (run_id) do nothing",
    [runId, environmentId],
  );
}

/** Takes one that is due; null when there is none. */
export async function leaseRunMail(sql: Sql, owner: string): Promise<LeasedRunMail | null> {
  await sql.query(
    `delete from wave_sync.run_mail using wave_sync.run where run.id = run_mail.run_id and run.ended_on < now() - ${STALE}`,
  );
  const rows = await sql.query<LeasedRunMail>(
    `update wave_sync.run_mail set ${takenBy("$1", LEASE_END)}
     where run_id in (select run_id from wave_sync.run_mail where ${FREE} order by due_on limit 1 for update skip locked)
     returning run_id as "runId", environment_id as "environmentId", attempts`,
    [owner],
  );
  return rows[0] ?? null;
}

/** It was sent, or there is nothing to send. */
export async function endRunMail(sql: Sql, { runId }: LeasedRunMail, owner: string): Promise<void> {
  await sql.query("delete from wave_sync.run_mail where run_id = $1 and lease_owner = $2", [runId, owner]);
}

/** It could not be sent: again after `waitMs`. */
export function runMailFailed(sql: Sql, mail: LeasedRunMail, owner: string, waitMs: number): Promise<void> {
  return LEASED.giveBack(sql, [mail.runId], owner, waitMs);
}
