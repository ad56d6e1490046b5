import type { Migration } from "./index";

/** State of an environment that was disconnected is kept for a while, in case it is connected again. */
export const disconnectedOn: Migration = {
  number: 21,
  name: "disconnected-on",
  statements: [
    "alter table wave_sync.environment add column disconnected_on timestamptz",
    "update wave_sync.environment set disconnected_on = now() where status = 'disconnected'",
  ],
};
