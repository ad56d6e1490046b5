import type { Migration } from "./index";

/** What is left of the limits of systems, shared by all connectors on this database. */
export const budgets: Migration = {
  number: 31,
  name: "budgets",
  statements: [
    `create table wave_sync.budget (
      key text primary key,
      most int not null,
      taken int not null,
      resets_on timestamptz not null,
      closed_until timestamptz
    )`,
  ],
};
