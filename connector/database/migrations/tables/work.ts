/** In every table of work: when it may be taken, how often it was, by whom, and until when that counts. See state/leased-rows.ts. */
const LEASED = `attempts int not null default 0,
    due_on timestamptz not null default now(),
    lease_owner text,
    lease_until timestamptz`;

/** What there is to do, and who works on it. */
export const workTables: readonly string[] = [
  // One per record and mapping, however many events: whoever works on it reads the current state of both sides.
  `create table wave_sync.change (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    mapping_id uuid not null,
    record_key text not null,
    why text not null,
    correlation_id text not null,
    version int not null default 1,
    queued_on timestamptz not null default now(),
    ${LEASED},
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
  // `proven`: Dataverse has said who asked for it.
  `create table wave_sync.operation (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    id uuid not null,
    kind text not null,
    request jsonb not null,
    request_hash text not null,
    asker_id uuid not null,
    proven boolean not null default false,
    correlation_id text not null,
    status text not null,
    ${LEASED},
    taken_on timestamptz not null default now(),
    ended_on timestamptz,
    primary key (environment_id, id)
  )`,
  `create index operation_open on wave_sync.operation (due_on) where ended_on is null`,
  // How far it has come: its phase, and the cursor within; of an undo, the run it takes back. `next_cursor`: where the next comparison
  // begins once this run has ended. `quiet`: records among the skipped that need nobody. `reported`: it has a row in Dataverse.
  `create table wave_sync.run (
    id uuid primary key,
    environment_id uuid not null references wave_sync.environment on delete cascade,
    connection_id uuid not null,
    mapping_id uuid not null,
    kind text not null,
    status text not null,
    correlation_id text not null,
    undoes uuid,
    asker_id uuid,
    reported boolean not null default false,
    phase text,
    cursor text,
    next_cursor jsonb,
    -- What became of records that are done beyond the cursor, by external id: counted once the run comes to them.
    ahead jsonb,
    total int,
    counts jsonb not null,
    warnings int not null default 0,
    quiet int not null default 0,
    requests int not null default 0,
    throttled int not null default 0,
    problem jsonb,
    -- When it will end, as far as anybody can tell, where a system's limit decides.
    ends_on timestamptz,
    ${LEASED},
    created_on timestamptz not null default now(),
    started_on timestamptz,
    ended_on timestamptz
  )`,
  // A mapping's runs wait for each other. Of the same kind, one waits or works at a time; an undo belongs to the run it takes back.
  `create unique index run_one_per_kind on wave_sync.run
     (environment_id, mapping_id, kind, coalesce(undoes, '00000000-0000-0000-0000-000000000000'::uuid)) where ended_on is null`,
  `create index run_open on wave_sync.run (due_on) where ended_on is null`,
  // One a run that somebody started, from its end until it was sent, or until there turned out to be nothing to tell.
  `create table wave_sync.run_mail (
    run_id uuid primary key references wave_sync.run on delete cascade,
    environment_id uuid not null references wave_sync.environment on delete cascade,
    attempts int not null default 0,
    due_on timestamptz not null default now(),
    lease_owner text,
    lease_until timestamptz
  )`,
  // One per admin and environment while there is something to tell. The address is known by its SHA-256 only.
  `create table wave_sync.notice (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    recipient text not null,
    id uuid not null,
    paused_on timestamptz not null,
    sent int not null default 0,
    sent_on timestamptz,
    ${LEASED},
    primary key (environment_id, recipient)
  )`,
  // One worker a record, whichever trigger brought the work. An owner's name is new for every attempt.
  `create table wave_sync.record_lease (
    environment_id uuid not null,
    record_key text not null,
    owner text not null,
    until timestamptz not null,
    primary key (environment_id, record_key)
  )`,
  `create index record_lease_owner on wave_sync.record_lease (owner)`,
  // A worker holds thousands of records at a time: it says of itself that it is alive, not of each of them.
  `create table wave_sync.lease_holder (owner text primary key, until timestamptz not null)`,
  // What is left of the limits of systems, shared by all connectors on this database. `granted`: how many were taken last.
  `create table wave_sync.budget (
    key text primary key,
    most int not null,
    taken int not null,
    granted int not null,
    resets_on timestamptz not null,
    closed_until timestamptz
  )`,
];
