import type { Migration } from "./index";

/** Since when somebody has to sign in, who has been told, and when each environment was last heard of. */
export const notices: Migration = {
  number: 4,
  name: "notices",
  statements: [
    // `paused_shown`: the connection's rows say so too, where people look. `contact_on`: when they last said "all is well".
    `alter table wave_sync.environment add column paused_on timestamptz, add column paused_shown boolean not null default false,
       add column contact_on timestamptz`,
    `update wave_sync.environment set paused_on = now() where status = 'needsSignIn'`,
    // One per admin and environment while there is something to tell. The address is known by its SHA-256 only.
    `create table wave_sync.notice (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      recipient text not null,
      id uuid not null,
      paused_on timestamptz not null,
      sent int not null default 0,
      told_on timestamptz,
      attempts int not null default 0,
      due_on timestamptz not null default now(),
      lease_owner text,
      lease_until timestamptz,
      primary key (environment_id, recipient)
    )`,
  ],
};
