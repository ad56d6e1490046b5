import type { Migration } from "./index";

/**
 * The working state. Everything is keyed by environment: one connector serves many, and none sees another's.
 * What an admin edits is not here but in Dataverse's tables.
 */
export const state: Migration = {
  number: 1,
  name: "state",
  statements: [
    `create table wave_sync.environment (
      id uuid primary key,
      url text not null unique,
      organization_id uuid not null,
      user_id uuid not null,
      authority text not null,
      client_id text not null,
      status text not null,
      problem jsonb,
      webhook_digest text not null,
      steps_registered jsonb not null default '[]',
      connected_on timestamptz not null default now()
    )`,
    // AES-256-GCM; see secrets/cipher.ts. Values are base64.
    `create table wave_sync.secret (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      name text not null,
      key_id text not null,
      iv text not null,
      tag text not null,
      data text not null,
      updated_on timestamptz not null default now(),
      primary key (environment_id, name)
    )`,
    `create table wave_sync.connection (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      id uuid not null,
      system_key text not null,
      system_url text not null,
      primary key (environment_id, id)
    )`,
    // One per link: the third tree, and whether the record is parked.
    `create table wave_sync.link_state (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      connection_id uuid not null,
      system_object text not null,
      external_id text not null,
      table_name text not null,
      record_id uuid not null,
      base jsonb,
      synced_on timestamptz not null default now(),
      primary key (environment_id, connection_id, system_object, external_id)
    )`,
    `create index link_state_record on wave_sync.link_state (environment_id, connection_id, table_name, record_id)`,
    // The same failure twice parks the record until what both sides look like (the state) changes, or someone acts.
    `create table wave_sync.failure (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      record_key text not null,
      code text not null,
      state text not null,
      parked boolean not null,
      updated_on timestamptz not null default now(),
      primary key (environment_id, record_key)
    )`,
    // What we wrote last, by column (hashes): the event it causes is an echo.
    `create table wave_sync.own_write (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      table_name text not null,
      record_id uuid not null,
      hashes jsonb not null,
      written_on timestamptz not null default now(),
      primary key (environment_id, table_name, record_id)
    )`,
    `create table wave_sync.operation (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      id uuid not null,
      kind text not null,
      request jsonb not null,
      request_hash text not null,
      asker_id uuid not null,
      correlation_id text not null,
      status text not null,
      attempts int not null default 0,
      lease_owner text,
      lease_until timestamptz,
      fence int not null default 0,
      taken_on timestamptz not null default now(),
      ended_on timestamptz,
      primary key (environment_id, id)
    )`,
    `create index operation_open on wave_sync.operation (lease_until) where ended_on is null`,
    `create table wave_sync.run (
      id uuid primary key,
      environment_id uuid not null references wave_sync.environment on delete cascade,
      connection_id uuid not null,
      mapping_id uuid not null,
      kind text not null,
      status text not null,
      correlation_id text not null,
      cursor text,
      total int,
      counts jsonb not null,
      warnings int not null default 0,
      requests int not null default 0,
      throttled int not null default 0,
      attempts int not null default 0,
      problem jsonb,
      lease_owner text,
      lease_until timestamptz,
      fence int not null default 0,
      created_on timestamptz not null default now(),
      started_on timestamptz,
      ended_on timestamptz
    )`,
    `create unique index run_one_per_mapping on wave_sync.run (environment_id, mapping_id) where ended_on is null`,
    `create index run_open on wave_sync.run (lease_until) where ended_on is null`,
    // One worker a record, whichever trigger brought the work. An owner's name is new for every attempt: it is the fence.
    `create table wave_sync.record_lease (
      environment_id uuid not null,
      record_key text not null,
      owner text not null,
      until timestamptz not null,
      primary key (environment_id, record_key)
    )`,
    `create index record_lease_owner on wave_sync.record_lease (owner)`,
    // Written before a record is created in a system, removed once its link is safe: a retry uses the same key.
    `create table wave_sync.intent (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      connection_id uuid not null,
      system_object text not null,
      table_name text not null,
      record_id uuid not null,
      idempotency_key text not null,
      created_on timestamptz not null default now(),
      primary key (environment_id, connection_id, system_object, table_name, record_id)
    )`,
    // The same code on the same record is one issue row that counts.
    `create table wave_sync.issue_seen (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      issue_id uuid not null,
      record_key text not null,
      occurrences int not null,
      last_on timestamptz not null default now(),
      primary key (environment_id, issue_id)
    )`,
    `create index issue_seen_record on wave_sync.issue_seen (environment_id, record_key)`,
  ],
};
