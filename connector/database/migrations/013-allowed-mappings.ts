import type { Migration } from "./index";

/** Changes of mappings that were found to write no more than their author may: she may leave, and the mapping stays. */
export const allowedMappings: Migration = {
  number: 13,
  name: "allowed-mappings",
  statements: [
    `create table wave_sync.mapping_allowed (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      mapping_id uuid not null,
      version text not null,
      primary key (environment_id, mapping_id)
    )`,
  ],
};
