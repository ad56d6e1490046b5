import { candidateTables } from "./tables/candidates";
import { environmentTables } from "./tables/environment";
import type { Migration } from "./index";
import { recordTables } from "./tables/records";
import { workTables } from "./tables/work";

/**
 * The working state. Everything is keyed by environment: one connector serves many, and none sees another's.
 * What an admin edits is not here but in Dataverse's tables.
 */
export const state: Migration = {
  number: 1,
  name: "state",
  statements: [...environmentTables, ...workTables, ...recordTables, ...candidateTables],
};
