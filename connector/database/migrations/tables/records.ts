/** What is remembered of records. Which of these tables hold personal data, and how long, stands in docs/privacy.md. */
export const recordTables: readonly string[] = [
  // One per link: the base, and why the link has ended (null: it has not). `compared_in`: the comparison that saw it last, and on which
  // side. `person_on`: the last change of the row that was a person's, where our own stamp came after it.
  `create table wave_sync.link_state (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    connection_id uuid not null,
    system_object text not null,
    external_id text not null,
    table_name text not null,
    record_id uuid not null,
    base jsonb,
    ended text,
    compared_in uuid,
    person_on timestamptz,
    stamped_on timestamptz,
    synced_on timestamptz not null default now(),
    primary key (environment_id, connection_id, system_object, external_id)
  )`,
  `create index link_state_record on wave_sync.link_state (environment_id, connection_id, table_name, record_id)`,
  // What is about to be written to a pair, saved before either side is, so that an interruption leaves no doubt about what is ours:
  // `planned` (read as a whole and never searched: plain json costs the least) until the outcome is saved. Of a record that is to be created
  // in the system, the key and the values it is asked for with until its link is safe: a repeated creation says the same, word for word.
  `create table wave_sync.write_intent (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    connection_id uuid not null,
    system_object text not null,
    table_name text not null,
    record_id uuid not null,
    external_id text,
    planned json,
    planned_on timestamptz,
    creation_key text,
    creation jsonb,
    primary key (environment_id, connection_id, system_object, table_name, record_id)
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
  // Issues that are open: the same code on the same field of the same record is one that counts. `candidates`: what it may be answered
  // with, since what stands in Dataverse can be changed there. `given_to`: it follows its row to whoever owns that next. `value_hash`:
  // which value is at fault, without saying it.
  `create table wave_sync.issue (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    issue_id uuid not null,
    record_key text not null,
    code text not null,
    field text not null,
    value_hash text not null,
    occurrences int not null,
    candidates text[] not null default '{}',
    given_to uuid,
    last_on timestamptz not null default now(),
    primary key (environment_id, issue_id)
  )`,
  `create index issue_record on wave_sync.issue (environment_id, record_key)`,
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
  // Records that were deleted on one side: what became, or is to become, of the other. Kept by mapping, because that is where the limit
  // is set. "done": within it; "held": beyond it, until a person says whether it is "allowed" or the other side is "kept".
  `create table wave_sync.removal (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    mapping_id uuid not null,
    record_key text not null,
    deleted_in text not null check (deleted_in in ('system', 'dataverse')),
    state text not null check (state in ('done', 'held', 'allowed', 'kept')),
    noted_on timestamptz not null default now(),
    primary key (environment_id, mapping_id, record_key)
  )`,
];
