import type { Migration } from "./index";

/** A mapping's runs wait for each other: one that a person asks for is not lost because a scheduled one is under way. */
export const runQueue: Migration = {
  number: 5,
  name: "run-queue",
  statements: [
    `drop index wave_sync.run_one_per_mapping`,
    // Of the same kind, one waits or works at a time; an undo belongs to the run it takes back.
    `create unique index run_one_per_kind on wave_sync.run
       (environment_id, mapping_id, kind, coalesce(undoes, '00000000-0000-0000-0000-000000000000'::uuid)) where ended_on is null`,
    // Where the next comparison begins once this run has ended, and whether its row in Dataverse exists.
    `alter table wave_sync.run add column next_position jsonb, add column told boolean not null default false`,
  ],
};
