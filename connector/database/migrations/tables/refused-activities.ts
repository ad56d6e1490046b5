/** What a system had us log and its owner may not, kept until she may. See docs/privacy.md. */
export const refusedActivityTables: readonly string[] = [
  // `key`: what the system calls it; `told`: what it told, in the words of systems/contract/engine.ts; `person`: as the issue names her.
  `create table wave_sync.refused_activity (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    connection_id uuid not null,
    key text not null,
    kind text not null,
    told jsonb not null,
    person text not null,
    record_id uuid not null,
    external_id text not null,
    refused_on timestamptz not null default now(),
    primary key (environment_id, connection_id, key)
  )`,
];
