import { randomUUID } from "node:crypto";
import type { Sql } from "../database/database";
import { LeasedRows, RELEASED, takenBy } from "./leased-rows";

/** While it lasts, admins are reminded once a day. */
const REMIND_EVERY = "interval '1 day'";
/** Longer than a mail server may take: nobody else sends meanwhile, and a dead sender's mail is sent in the end. */
const LEASE_END = "now() + interval '5 minutes'";

const LEASED = new LeasedRows("notice", ["environment_id", "recipient"]);

/** The end of a pause is no news any more; or its reader is not among those to be told any more. */
const STALE = "interval '7 days'";

/** Something to tell one admin about one environment, leased to whoever sends it. */
export interface LeasedNotice {
  /** The same for every mail about one pause to one admin. */
  readonly id: string;
  readonly environmentId: string;
  readonly recipient: string;
  readonly url: string;
  /** The pause lasts; false: it has ended since the admin was told. */
  readonly lasts: boolean;
  /** Why it is paused; null once it is not. */
  readonly code: string | null;
  readonly pausedOn: Date;
  /** Mails sent before this one. */
  readonly sent: number;
  /** Attempts to send this one, this included. */
  readonly attempts: number;
}

/** Due while the pause lasts and the admin has not heard today, or once it is over and she had heard of it. */
const DUE = `notice.due_on <= now() and (notice.lease_until is null or notice.lease_until < now()) and
  case environment.status
    when 'needsSignIn' then notice.sent_on is null or notice.sent_on <= now() - ${REMIND_EVERY}
    when 'connected' then notice.sent_on is not null
    else false end`;

/** Sees to it that there is a notice for everybody about every pause, and none where nothing is left to tell. */
export async function prepareNotices(sql: Sql, recipients: readonly string[]): Promise<void> {
  await sql.query(
    `delete from wave_sync.notice using wave_sync.environment
     where environment.id = notice.environment_id and environment.status <> 'needsSignIn'
       and (notice.sent_on is null or environment.status <> 'connected' or notice.due_on < now() - ${STALE})
       and (notice.lease_until is null or notice.lease_until < now())`,
  );
  const paused = await sql.query<{ id: string }>(
    "select id from wave_sync.environment where status = 'needsSignIn' and paused_on is not null",
  );
  for (const { id } of paused) {
    for (const recipient of recipients) {
      // A new pause before the end of the last one was told: told as new, and the end of the last one never.
      await sql.query(
        `insert into wave_sync.notice as notice (environment_id, recipient, id, paused_on)
         select id, $2, $3, paused_on from wave_sync.environment where id = $1 and status = 'needsSignIn'
         on conflict (environment_id, recipient) do update set id = excluded.id, paused_on = excluded.paused_on, sent = 0,
           sent_on = null, attempts = 0, due_on = now()
         where notice.paused_on <> excluded.paused_on`,
        [id, recipient, randomUUID()],
      );
    }
  }
}

/** Takes one that is due; null when there is none. Of two connectors that ask at once, each gets another one. */
export async function leaseNotice(
  sql: Sql,
  recipients: readonly string[],
  owner: string,
): Promise<LeasedNotice | null> {
  const rows = await sql.query<LeasedNotice>(
    `update wave_sync.notice set ${takenBy("$2", LEASE_END)}
     from wave_sync.environment
     where environment.id = notice.environment_id and (notice.environment_id, notice.recipient) in (
       select notice.environment_id, notice.recipient from wave_sync.notice
       join wave_sync.environment on environment.id = notice.environment_id
       where ${DUE} and notice.recipient = any(select jsonb_array_elements_text($1::jsonb))
       order by notice.due_on limit 1 for update of notice skip locked)
     returning notice.id, notice.environment_id as "environmentId", notice.recipient, environment.url,
       environment.status = 'needsSignIn' as lasts, environment.problem->>'code' as code, notice.paused_on as "pausedOn", notice.sent, notice.attempts`,
    [JSON.stringify(recipients), owner],
  );
  return rows[0] ?? null;
}

/** It was sent: nothing more for a day, or, after the last one, nothing more at all. */
export async function noticeSent(sql: Sql, notice: LeasedNotice, owner: string): Promise<void> {
  const { environmentId, recipient, lasts } = notice;
  if (lasts) {
    const sent = `sent = sent + 1, sent_on = now(), attempts = 0, due_on = now(), ${RELEASED}`;
    await LEASED.update(sql, [environmentId, recipient], owner, sent);
  } else {
    await sql.query(
      "delete from wave_sync.notice where environment_id = $1 and recipient = $2 and lease_owner = $3",
      [environmentId, recipient, owner],
    );
  }
}

/** It could not be sent: again after `waitMs`. */
export function noticeFailed(
  sql: Sql,
  { environmentId, recipient }: LeasedNotice,
  owner: string,
  waitMs: number,
): Promise<void> {
  return LEASED.giveBack(sql, [environmentId, recipient], owner, waitMs);
}

/** How far admins have been told about an environment: how many of them, and whether the last attempt failed. */
export async function noticesOf(
  sql: Sql,
  environmentId: string,
): Promise<{ readonly told: number; readonly waiting: number }> {
  const rows = await sql.query<{ told: number; waiting: number }>(
    `select count(sent_on)::int as told, (count(*) filter (where sent_on is null))::int as waiting
     from wave_sync.notice where environment_id = $1`,
    [environmentId],
  );
  return rows[0] ?? { told: 0, waiting: 0 };
}
