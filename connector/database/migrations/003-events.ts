import type { Migration } from "./index";

/** Records to look at, what has been heard already, how far each side was compared, and what runs wrote. */
export const events: Migration = {
  number: 3,
  name: "events",
  statements: [
    // One per record and mapping, however many events: whoever works on it reads the current state of both sides.
    `create table wave_sync.change (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      mapping_id uuid not null,
      record_key text not null,
      why text not null,
      correlation_id text not null,
      version int not null default 1,
      attempts int not null default 0,
      due_on timestamptz not null default now(),
      queued_on timestamptz not null default now(),
      lease_owner text,
      lease_until timestamptz,
      primary key (environment_id, mapping_id, record_key)
    )`,
    `create index change_due on wave_sync.change (environment_id, due_on)`,
    // Events by their id (or a digest of their body): the same one again does nothing.
    `create table wave_sync.event_seen (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      connection_id uuid not null,
      event_id text not null,
      seen_on timestamptz not null default now(),
      primary key (environment_id, connection_id, event_id)
    )`,
    `create index event_seen_on on wave_sync.event_seen (seen_on)`,
    // How far a mapping's two sides have been compared, and when that happens next.
    `create table wave_sync.position (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      mapping_id uuid not null,
      delta_link text,
      system_since timestamptz,
      compared_on timestamptz,
      next_run_on timestamptz,
      primary key (environment_id, mapping_id)
    )`,
    // What a run wrote to a record: enough to take it back.
    `create table wave_sync.journal (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      run_id uuid not null,
      record_id uuid not null,
      external_id text not null,
      entry jsonb not null,
      written_on timestamptz not null default now(),
      primary key (environment_id, run_id, record_id, external_id)
    )`,
    // Why a link has ended (null: it has not), which full comparison saw it last, and the last change of the row that was a
    // person's, where our own mark came after it.
    `alter table wave_sync.link_state add column ended text, add column seen_run uuid,
       add column person_on timestamptz, add column marked_on timestamptz`,
    // How far a run has come beside the system's cursor, and for an undo: the run it takes back.
    `alter table wave_sync.run add column phase text, add column undoes uuid, add column asker_id uuid`,
  ],
};
