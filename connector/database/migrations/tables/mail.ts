/** What is remembered of mail: which is logged and which is not, and why; never a word of what it says. See docs/privacy.md. */
export const mailTables: readonly string[] = [
  // One per mail and mailbox. `mail_id`: the id of its row, which the same mail has in every mailbox; `row_id`: the row that stands for it,
  // which somebody else may have made. Addresses and conversations are digests: they can be asked for, and not read.
  `create table wave_sync.mail_decision (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    connection_id uuid not null,
    external_id text not null,
    mailbox_id text not null,
    mail_id uuid not null,
    row_id uuid,
    outcome text not null,
    reason text,
    sent_on timestamptz,
    outgoing boolean not null,
    threads text[] not null,
    addresses text[] not null,
    about text,
    decided_on timestamptz not null default now(),
    primary key (environment_id, connection_id, external_id)
  )`,
  `create index mail_decision_mail on wave_sync.mail_decision (environment_id, mail_id)`,
  `create index mail_decision_row on wave_sync.mail_decision (environment_id, row_id) where row_id is not null`,
  `create index mail_decision_thread on wave_sync.mail_decision using gin (threads)`,
  `create index mail_decision_address on wave_sync.mail_decision using gin (addresses)`,
  // Conversations that somebody wants on no timeline, by digest.
  `create table wave_sync.private_thread (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    thread text not null,
    made_by uuid not null,
    made_on timestamptz not null default now(),
    primary key (environment_id, thread)
  )`,
  // Mailboxes of a connection, up to when each was looked through, and why it cannot be read now.
  `create table wave_sync.mailbox (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    connection_id uuid not null,
    mailbox_id text not null,
    address text not null,
    known_until timestamptz,
    trouble jsonb,
    primary key (environment_id, connection_id, mailbox_id)
  )`,
];
