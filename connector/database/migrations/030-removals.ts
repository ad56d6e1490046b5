import type { Migration } from "./index";

/** Records that were deleted on one side: what became, or is to become, of the other. */
export const removals: Migration = {
  number: 30,
  name: "removals",
  statements: [
    // Kept by mapping, because that is where the limit is set. "done": within it; "held": beyond it, until a person says
    // whether it is "allowed" or the other side is "kept".
    `create table wave_sync.removal (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      mapping_id uuid not null,
      record_key text not null,
      deleted_in text not null check (deleted_in in ('system', 'dataverse')),
      state text not null check (state in ('done', 'held', 'allowed', 'kept')),
      noted_on timestamptz not null default now(),
      primary key (environment_id, mapping_id, record_key)
    )`,
  ],
};
