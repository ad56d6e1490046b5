import type { Migration } from "./index";

/** Somebody wants a run to stop: kept with it, so that it is so after a crash as well. */
export const stoppedRuns: Migration = {
  number: 4,
  name: "stopped runs",
  statements: [
    "alter table wave_sync.run add column stop_asked_on timestamptz, add column continued_on timestamptz",
  ],
};
