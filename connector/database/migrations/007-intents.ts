import type { Migration } from "./index";

/** The values a creation was asked for with: a repeated one has to be the same, word for word. */
export const intents: Migration = {
  number: 7,
  name: "intents",
  statements: [`alter table wave_sync.intent add column sent jsonb`],
};
