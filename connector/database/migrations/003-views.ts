import type { Migration } from "./index";

/** Whose view a mapping goes by. */
export const views: Migration = {
  number: 3,
  name: "views",
  statements: [
    // A personal view is read as the person who chose it, also once somebody else has changed the mapping.
    `create table wave_sync.mapping_view (
    environment_id uuid not null references wave_sync.environment on delete cascade,
    mapping_id uuid not null,
    view_id uuid not null,
    user_id uuid not null,
    primary key (environment_id, mapping_id)
  )`,
  ],
};
