import type { Migration } from "./index";

/** What has to outlive connecting anew, and what a run counts beside its outcomes. */
export const keptLonger: Migration = {
  number: 8,
  name: "kept-longer",
  statements: [
    // Connecting again moves the environment's own date; rows made before that are no older for it.
    `alter table wave_sync.connection add column since timestamptz not null default now()`,
    `update wave_sync.connection set since = environment.connected_on
     from wave_sync.environment where environment.id = connection.environment_id`,
    // Records among the skipped ones that need nobody.
    `alter table wave_sync.run add column quiet integer not null default 0`,
  ],
};
