import type { Problem } from "../../core/operation/types";
import type { Sql } from "../database/database";

/** An environment that waits for somebody to sign in. */
export interface Pause {
  readonly environmentId: string;
  /** Since when. */
  readonly since: Date;
  /** The connection's rows in the environment say so too. */
  readonly shown: boolean;
}

/** Pauses a connected environment until somebody signs in. False when it was not connected (any more), or paused already. */
export async function pauseForSignIn(sql: Sql, id: string, problem: Problem): Promise<boolean> {
  const rows = await sql.query(
    `update wave_sync.environment set status = 'needsSignIn', problem = $2::jsonb, paused_on = now(), paused_shown = false
     where id = $1 and status = 'connected' returning id`,
    [id, JSON.stringify(problem)],
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

/** Environments that wait for somebody to sign in. */
export async function listPauses(sql: Sql): Promise<readonly Pause[]> {
  return sql.query<Pause>(
    `select id as "environmentId", paused_on as since, paused_shown as shown from wave_sync.environment
     where status = 'needsSignIn' and paused_on is not null order by paused_on, id`,
  );
}
