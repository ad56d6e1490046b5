import { createHash } from "node:crypto";
import type { MailReason } from "../../core/mail/reasons";
import { fnv1a64 } from "../../core/sync/fnv";
import type { Database, Sql } from "../database/database";

/** Whose mail. */
export interface MailScope {
  readonly environmentId: string;
  readonly connectionId: string;
}

/**
 * What became of a mail. logged: we made its row. adopted: Dynamics had it already, from elsewhere or by another mailbox. skipped: some
 * rule left it out. failed: it was to be logged, and could not be.
 */
export type MailOutcome = "logged" | "adopted" | "skipped" | "failed";

/** What is remembered of a mail: nothing of what it says, and nobody's address. */
export interface MailDecisionRow {
  readonly externalId: string;
  readonly mailboxId: string;
  /** The id of its row, where we make one. */
  readonly mailId: string;
  /** The row that stands for it; null where none does. */
  readonly rowId: string | null;
  readonly outcome: MailOutcome;
  readonly reason: MailReason | null;
  /** ISO 8601; null where it says nothing. */
  readonly sentOn: string | null;
  readonly outgoing: boolean;
  /** Digests; see {@link threadDigest} and {@link addressDigest}. */
  readonly threads: readonly string[];
  readonly addresses: readonly string[];
  /** The row that our rules found it to be about, as `table/id`. */
  readonly about: string | null;
  /** The run that has made its row; null where none has. */
  readonly runId: string | null;
}

/** A conversation as it is remembered: equal ones are equal, and nothing can be read in it. */
export const threadDigest = (key: string): string => fnv1a64(key);

/** An address as it is remembered: whoever knows it can ask for it in this environment. `eraseMailOf` makes the same of it. */
export function addressDigest(environmentId: string, address: string): string {
  return createHash("sha256").update(`${environmentId}/${address.toLowerCase()}`).digest("hex").slice(0, 16);
}

const COLUMNS = `external_id as "externalId", mailbox_id as "mailboxId", mail_id as "mailId", row_id as "rowId", outcome, reason,
  to_char(sent_on at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "sentOn", outgoing, threads, addresses, about,
  run_id as "runId"`;

/** What is remembered of these mails, by any mailbox's name for them. */
export async function decisionsOf(
  sql: Sql,
  { connectionId, environmentId }: MailScope,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, MailDecisionRow>> {
  if (externalIds.length === 0) return new Map();
  const rows = await sql.query<MailDecisionRow>(
    `select ${COLUMNS} from wave_sync.mail_decision
     where environment_id = $1 and connection_id = $2 and external_id = any($3::text[])`,
    [environmentId, connectionId, [...externalIds]],
  );
  return new Map(rows.map((row) => [row.externalId, row]));
}

/**
 * The rows of mails that are on a timeline already, whichever mailbox they were found in; by the id of the mail. Null: it was taken off with
 * the run that had put it there.
 */
export async function loggedMails(
  sql: Sql,
  environmentId: string,
  mailIds: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (mailIds.length === 0) return new Map();
  const rows = await sql.query<{ mailId: string; rowId: string | null }>(
    `select distinct on (mail_id) mail_id as "mailId", row_id as "rowId" from wave_sync.mail_decision
     where environment_id = $1 and mail_id = any($2::uuid[]) and (row_id is not null or reason = 'undone')
     order by mail_id, row_id nulls last`,
    [environmentId, [...mailIds]],
  );
  return new Map(rows.map(({ mailId, rowId }) => [mailId, rowId]));
}

/** What is remembered of conversations: of each, its newest mail on a timeline, and when its first one was sent that we know of. */
export interface KnownThread {
  readonly thread: string;
  readonly newest: { readonly rowId: string; readonly about: string | null } | null;
  /** ISO 8601. */
  readonly firstOn: string | null;
}

/** By digest. Conversations of which nothing is known are left out. */
export async function knownThreads(
  sql: Sql,
  environmentId: string,
  threads: readonly string[],
): Promise<ReadonlyMap<string, KnownThread>> {
  if (threads.length === 0) return new Map();
  const rows = await sql.query<{
    thread: string;
    rowId: string | null;
    about: string | null;
    firstOn: Date | null;
  }>(
    `with wanted as (select distinct unnest($2::text[]) as thread)
     select wanted.thread, newest.row_id as "rowId", newest.about, first_one.sent_on as "firstOn"
     from wanted
     left join lateral (
       select row_id, about from wave_sync.mail_decision
       where environment_id = $1 and threads @> array[wanted.thread] and row_id is not null
       order by sent_on desc nulls last limit 1) newest on true
     left join lateral (
       select sent_on from wave_sync.mail_decision
       where environment_id = $1 and threads @> array[wanted.thread] and sent_on is not null
       order by sent_on limit 1) first_one on true`,
    [environmentId, [...threads]],
  );
  return new Map(
    rows.flatMap(({ about, firstOn, rowId, thread }) =>
      rowId === null && firstOn === null
        ? []
        : [
            [
              thread,
              {
                thread,
                newest: rowId === null ? null : { rowId, about },
                firstOn: firstOn?.toISOString() ?? null,
              },
            ] as const,
          ],
    ),
  );
}

/** Remembers what became of mails; what was remembered of them before is over. */
export async function saveDecisions(
  sql: Sql,
  { connectionId, environmentId }: MailScope,
  decisions: readonly MailDecisionRow[],
): Promise<void> {
  if (decisions.length === 0) return;
  const once = [...new Map(decisions.map((each) => [each.externalId, each])).values()];
  await sql.query(
    `insert into wave_sync.mail_decision (environment_id, connection_id, external_id, mailbox_id, mail_id, row_id, outcome, reason, sent_on,
       outgoing, threads, addresses, about, run_id)
     select $1, $2, each->>'externalId', each->>'mailboxId', (each->>'mailId')::uuid, (each->>'rowId')::uuid, each->>'outcome',
       each->>'reason', (each->>'sentOn')::timestamptz, (each->>'outgoing')::boolean,
       array(select jsonb_array_elements_text(each->'threads')), array(select jsonb_array_elements_text(each->'addresses')), each->>'about',
       (each->>'runId')::uuid
     from jsonb_array_elements($3::jsonb) as each
     on conflict (environment_id, connection_id, external_id) do update set mailbox_id = excluded.mailbox_id, mail_id = excluded.mail_id,
       row_id = excluded.row_id, outcome = excluded.outcome, reason = excluded.reason, sent_on = excluded.sent_on,
       outgoing = excluded.outgoing, threads = excluded.threads, addresses = excluded.addresses, about = excluded.about, run_id = excluded.run_id,
       decided_on = now()`,
    [environmentId, connectionId, JSON.stringify(once)],
  );
}

/** What a person asks for of one's own record: mails with one of these people, or of a time. */
export interface DecisionQuery {
  /** Digests. */
  readonly addresses: readonly string[];
  readonly from?: Date;
  readonly until?: Date;
  readonly limit: number;
}

/** The newest first. */
export function findDecisions(
  sql: Sql,
  environmentId: string,
  { addresses, from, limit, until }: DecisionQuery,
): Promise<readonly (MailDecisionRow & { readonly mailbox: string | null })[]> {
  return sql.query(
    `select ${COLUMNS}, (select address from wave_sync.mailbox where mailbox.environment_id = decided.environment_id
       and mailbox.connection_id = decided.connection_id and mailbox.mailbox_id = decided.mailbox_id) as mailbox
     from wave_sync.mail_decision decided
     where environment_id = $1 and addresses && $2::text[] and ($3::timestamptz is null or sent_on >= $3) and ($4::timestamptz is null or sent_on < $4)
     order by sent_on desc nulls last limit $5`,
    [environmentId, [...addresses], from ?? null, until ?? null, limit],
  );
}

/** How many mails with one of these people are on a timeline, and when the newest was sent. */
export async function countLogged(
  sql: Sql,
  environmentId: string,
  addresses: readonly string[],
): Promise<{ readonly count: number; readonly lastOn: Date | null }> {
  const rows = await sql.query<{ count: number; lastOn: Date | null }>(
    `select count(distinct mail_id)::int as count, max(sent_on) as "lastOn" from wave_sync.mail_decision
     where environment_id = $1 and addresses && $2::text[] and row_id is not null`,
    [environmentId, [...addresses]],
  );
  return rows[0]!;
}

/** Digests of the conversations that a row's mail belongs to. */
export async function threadsOfRow(
  sql: Sql,
  environmentId: string,
  rowId: string,
): Promise<readonly string[]> {
  const rows = await sql.query<{ thread: string }>(
    `select distinct unnest(threads) as thread from wave_sync.mail_decision where environment_id = $1 and row_id = $2`,
    [environmentId, rowId],
  );
  return rows.map(({ thread }) => thread);
}

/**
 * Rows of ours that stand for mails of these conversations, by their computed ids; those that somebody else made are not among them.
 * Whoever found our row after an interrupted attempt, or by another mailbox, has adopted it.
 */
export async function rowsOfThreads(
  sql: Sql,
  environmentId: string,
  threads: readonly string[],
): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    `select distinct row_id as id from wave_sync.mail_decision
     where environment_id = $1 and threads && $2::text[] and row_id = mail_id`,
    [environmentId, [...threads]],
  );
  return rows.map(({ id }) => id);
}

/** All conversations that a mail of these also belongs to, as other mailboxes call them. */
export async function sameThreads(
  sql: Sql,
  environmentId: string,
  threads: readonly string[],
): Promise<readonly string[]> {
  const rows = await sql.query<{ thread: string }>(
    `select distinct unnest(threads) as thread from wave_sync.mail_decision where environment_id = $1 and threads && $2::text[]`,
    [environmentId, [...threads]],
  );
  const all = [...new Set([...threads, ...rows.map(({ thread }) => thread)])];
  // Each mailbox may know it under another name, and each of those leads to more mails of it.
  return all.length > threads.length ? sameThreads(sql, environmentId, all) : all;
}

/** The same, of conversations that are private from now on: also what is saved of them at this very moment. */
export function rowsOfPrivate(
  database: Database,
  environmentId: string,
  threads: readonly string[],
): Promise<readonly string[]> {
  return database.transaction(async (sql) => {
    await awaitDecisions(sql);
    return rowsOfThreads(sql, environmentId, threads);
  });
}

/**
 * In a transaction: whoever is about to remember what became of mails does so before or after it. They look for what is private once
 * they have ({@link ../pipeline/mail/log-mail}), so that nothing of it stays on a timeline, or away from one, unnoticed.
 */
export async function awaitDecisions(sql: Sql): Promise<void> {
  await sql.query("lock table wave_sync.mail_decision in share row exclusive mode");
}

/** Their rows are gone: the conversation is private now, or the run that made them was taken back. */
export async function forgetRows(
  sql: Sql,
  environmentId: string,
  rowIds: readonly string[],
  reason: MailReason = "privateThread",
): Promise<void> {
  await sql.query(
    `update wave_sync.mail_decision set row_id = null, outcome = 'skipped', reason = $3, decided_on = now()
     where environment_id = $1 and row_id = any($2::uuid[])`,
    [environmentId, [...rowIds], reason],
  );
}

/** These conversations may be logged again: what was left out for that, or was taken back, is decided anew by the next look that comes to it. */
export async function forgetPrivateDecisions(
  sql: Sql,
  environmentId: string,
  threads: readonly string[],
): Promise<void> {
  await sql.query(
    `delete from wave_sync.mail_decision
     where environment_id = $1 and threads && $2::text[] and reason in ('privateThread', 'undone') and row_id is null`,
    [environmentId, [...threads]],
  );
}
