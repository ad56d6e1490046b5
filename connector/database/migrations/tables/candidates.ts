/** Lists of who could be the same, for systems that cannot be searched. */
export const candidateTables: readonly string[] = [
  // Records of a system that cannot be searched, and rows of a table, by what they are recognised by: read once, page by page, then kept up
  // to date by what changed. `made_with`: the rules and fields; others make another list. `cursor`: the page to read next while not all
  // has been listed. `since`: what changed from there on is read before the list is used; null until all has been listed once.
  `create table wave_sync.candidate_list (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    connection_id uuid not null,
    object text not null,
    made_with text not null,
    listing int not null default 1,
    cursor text,
    is_whole boolean not null default false,
    since text,
    next_since text,
    read_on timestamptz not null default now(),
    primary key (environment_id, connection_id, object)
  )`,
  // `keys`: hashes, those of the list included, so that one index serves all lists. `listing`: which reading of the whole saw it last.
  `create table wave_sync.candidate (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    connection_id uuid not null,
    object text not null,
    id text not null,
    keys bigint[] not null,
    held jsonb not null,
    listing int not null,
    primary key (environment_id, connection_id, object, id)
  )`,
  `create index candidate_keys on wave_sync.candidate using gin (keys) with (fastupdate = off)`,
];
