import type { Migration } from "./index";
import { refusedActivityTables } from "./tables/refused-activities";

/** Activities and tasks that wait until their owner may create them. */
export const refusedActivities: Migration = {
  number: 3,
  name: "refused activities",
  statements: refusedActivityTables,
};
