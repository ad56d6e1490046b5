import type { Migration } from "./index";

/** Whether Dataverse has said who asked for an operation; what was taken by an older connector is as it was. */
export const provenOperations: Migration = {
  number: 12,
  name: "proven-operations",
  statements: [
    `alter table wave_sync.operation add column proven boolean not null default true`,
    `alter table wave_sync.operation alter column proven set default false`,
  ],
};
