import type { Problem } from "../../core/operation/types";
import type { Sql } from "../database/database";

/** An environment that waits for somebody to let the connector in again. */
export interface Pause {
  readonly environmentId: string;
  /** Since when. */
  readonly since: Date;
  /** The connection's rows in the environment say so too. */
  readonly shown: boolean;
}

/** Pauses a connected environment until somebody lets the connector in again. False when it was not connected (any more), or paused already. */
export async function pauseForSignIn(sql: Sql, id: string, problem: Problem): Promise<boolean> {
  const rows = await sql.query(
    `update wave_sync.environment set status = 'needsSignIn', problem = $2::jsonb, paused_on = now(), paused_shown = false
     where id = $1 and status = 'connected' returning id`,
    [id, JSON.stringify(problem)],
  );
  return rows.length > 0;
}

/** Ends a pause that had this reason. False when it was over already, or has another reason now. */
export async function endPause(sql: Sql, id: string, code: string): Promise<boolean> {
  const rows = await sql.query(
    `update wave_sync.environment set status = 'connected', problem = null, paused_on = null, paused_shown = false
     where id = $1 and status = 'needsSignIn' and problem->>'code' = $2 returning id`,
    [id, code],
  );
  return rows.length > 0;
}

/** The rows in the environment say what we know. */
export async function pauseIsShown(sql: Sql, id: string): Promise<void> {
  await sql.query(
    "update wave_sync.environment set paused_shown = true where id = $1 and status = 'needsSignIn'",
    [id],
  );
}

/** Environments that wait for somebody to let the connector in again. */
export async function listPauses(sql: Sql): Promise<readonly Pause[]> {
  return sql.query<Pause>(
    `select id as "environmentId", paused_on as since, paused_shown as shown from wave_sync.environment
     where status = 'needsSignIn' and paused_on is not null order by paused_on, id`,
  );
}
