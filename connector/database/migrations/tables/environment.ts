/** What is connected, how the connector is let in, and what is known of an environment's mappings. */
export const environmentTables: readonly string[] = [
  // `paused_on`: since when somebody has to sign in; `paused_shown`: the connection's rows say so too. `contact_on`: when they last said
  // "all is well". `registered_columns`: columns whose updates are told, by table, as the steps in the environment say; null until set.
  `create table wave_sync.environment (
    id uuid primary key,
    url text not null unique,
    organization_id uuid not null,
    user_id uuid not null,
    authority text not null,
    client_id text not null,
    status text not null,
    problem jsonb,
    steps_registered jsonb not null default '[]',
    registered_columns jsonb,
    connected_on timestamptz not null default now(),
    disconnected_on timestamptz,
    paused_on timestamptz,
    paused_shown boolean not null default false,
    contact_on timestamptz
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
  // `since`: connecting again moves the environment's own date; rows made before that are no older for it.
  // `subscription_id`: null where the system does not tell us of changes.
  `create table wave_sync.connection (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    id uuid not null,
    system_key text not null,
    system_url text not null,
    since timestamptz not null default now(),
    subscription_id text,
    subscribed_url text,
    primary key (environment_id, id)
  )`,
  // Setup links and sign-ins under way. Secrets are known by their SHA-256; what belongs to them is AES-256-GCM, base64.
  `create table wave_sync.setup_link (
    digest text primary key,
    key_id text not null,
    iv text not null,
    tag text not null,
    data text not null,
    expires_on timestamptz not null,
    used_on timestamptz
  )`,
  `create table wave_sync.sign_in_attempt (
    state_digest text primary key,
    link_digest text not null references wave_sync.setup_link on delete cascade,
    browser_digest text not null,
    key_id text not null,
    iv text not null,
    tag text not null,
    data text not null,
    expires_on timestamptz not null
  )`,
  // Mappings as they were read last: what taking an event needs without asking Dataverse. `columns`: those whose change matters, and
  // how their values are compared.
  `create table wave_sync.mapping_known (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    id uuid not null,
    connection_id uuid not null,
    system_object text not null,
    table_name text not null,
    active boolean not null,
    columns jsonb not null,
    primary key (environment_id, id)
  )`,
  // A personal view is read as the person who chose it, also once somebody else has changed the mapping.
  `create table wave_sync.mapping_view (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    mapping_id uuid not null,
    view_id uuid not null,
    user_id uuid not null,
    primary key (environment_id, mapping_id)
  )`,
  // Changes of mappings that were found to write no more than their author may: she may leave, and the mapping stays.
  `create table wave_sync.mapping_allowed (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    mapping_id uuid not null,
    version text not null,
    primary key (environment_id, mapping_id)
  )`,
  // Where the next comparison of a mapping's two sides begins, and when that is.
  `create table wave_sync.mapping_cursor (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    mapping_id uuid not null,
    delta_link text,
    system_since timestamptz,
    compared_on timestamptz,
    next_run_on timestamptz,
    primary key (environment_id, mapping_id)
  )`,
];
