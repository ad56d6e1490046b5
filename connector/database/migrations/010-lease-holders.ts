import type { Migration } from "./index";

/** A worker holds thousands of records at a time: it says of itself that it is alive, not of each of them. */
export const leaseHolders: Migration = {
  number: 10,
  name: "lease-holders",
  statements: [`create table wave_sync.lease_holder (owner text primary key, until timestamptz not null)`],
};
