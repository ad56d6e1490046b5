import type { IssueRef } from "../../core/plan/types";
import type { Sql } from "../database/database";
import type { MailScope } from "./mail-decisions";

/** A mailbox of a connection, as it was seen last. */
export interface KnownMailbox {
  readonly id: string;
  readonly address: string;
  /** What it received until then has been looked at; null: it never was. */
  readonly knownUntil: Date | null;
  /** Why it cannot be read now. */
  readonly trouble: IssueRef | null;
}

const COLUMNS = `mailbox_id as id, address, known_until as "knownUntil", trouble`;

export function listMailboxes(
  sql: Sql,
  { connectionId, environmentId }: MailScope,
): Promise<readonly KnownMailbox[]> {
  return sql.query<KnownMailbox>(
    `select ${COLUMNS} from wave_sync.mailbox where environment_id = $1 and connection_id = $2 order by mailbox_id`,
    [environmentId, connectionId],
  );
}

/** All mailboxes of an environment, whichever connection they belong to. */
export function mailboxesOf(sql: Sql, environmentId: string): Promise<readonly KnownMailbox[]> {
  return sql.query<KnownMailbox>(
    `select ${COLUMNS} from wave_sync.mailbox where environment_id = $1 order by address`,
    [environmentId],
  );
}

/** Keeps which mailboxes there are now. How far each was looked through stays; those that are gone are forgotten. */
export async function saveMailboxes(
  sql: Sql,
  { connectionId, environmentId }: MailScope,
  mailboxes: readonly { readonly id: string; readonly address: string; readonly trouble?: IssueRef }[],
): Promise<void> {
  await sql.query(
    "delete from wave_sync.mailbox where environment_id = $1 and connection_id = $2 and not (mailbox_id = any($3::text[]))",
    [environmentId, connectionId, mailboxes.map(({ id }) => id)],
  );
  await sql.query(
    `insert into wave_sync.mailbox (environment_id, connection_id, mailbox_id, address, trouble)
     select $1, $2, each->>'id', each->>'address', each->'trouble' from jsonb_array_elements($3::jsonb) as each
     on conflict (environment_id, connection_id, mailbox_id) do update set address = excluded.address, trouble = excluded.trouble`,
    [environmentId, connectionId, JSON.stringify(mailboxes)],
  );
}

/** A mailbox has been looked through up to this time. It never goes back. */
export async function noteKnownUntil(
  sql: Sql,
  { connectionId, environmentId }: MailScope,
  mailboxId: string,
  until: Date,
): Promise<void> {
  await sql.query(
    `update wave_sync.mailbox set known_until = greatest(known_until, $4)
     where environment_id = $1 and connection_id = $2 and mailbox_id = $3`,
    [environmentId, connectionId, mailboxId, until],
  );
}
