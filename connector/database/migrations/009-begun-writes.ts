import type { Migration } from "./index";

/** Writes to a pair that may have arrived without our having come to saying so. */
export const begunWrites: Migration = {
  number: 9,
  name: "begun-writes",
  statements: [
    // Written before either side is, removed with the outcome: what is left tells a later look which values are ours.
    // Read as a whole and never searched: plain json costs the least.
    `create table wave_sync.begun_write (
      environment_id uuid not null references wave_sync.environment on delete cascade,
      connection_id uuid not null,
      system_object text not null,
      table_name text not null,
      record_id uuid not null,
      external_id text,
      begun json not null,
      begun_on timestamptz not null default now(),
      primary key (environment_id, connection_id, system_object, table_name, record_id)
    )`,
  ],
};
