import type { Migration } from "./index";

/** What whoever started a run is told of it. */
export const runMails: Migration = {
  number: 4,
  name: "run mails",
  statements: [
    // One a run that somebody started, from its end until it was sent, or until there turned out to be nothing to tell.
    `create table wave_sync.run_mail (
    run_id uuid primary key references wave_sync.run on delete cascade,
    environment_id uuid not null references wave_sync.environment on delete cascade,
    attempts int not null default 0,
    due_on timestamptz not null default now(),
    lease_owner text,
    lease_until timestamptz
  )`,
  ],
};
