import type { Migration } from "./index";

/** What taking an event needs without asking Dataverse, and who tells us of changes. */
export const eventWebhooks: Migration = {
  number: 6,
  name: "event-doors",
  statements: [
    // Mappings as they were read last. `columns`: those whose change matters, and how their values are compared.
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
    // Null: the system does not tell us of changes.
    `alter table wave_sync.connection add column subscription_id text, add column subscribed_url text`,
    // Columns of which updates are told, by table, as the steps in the environment say; null until set.
    `alter table wave_sync.environment add column registered_columns jsonb`,
  ],
};
