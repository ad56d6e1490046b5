import type { Migration } from "./index";

/** Whom an issue was given to: it follows its row to whoever owns that next. */
export const issueOwners: Migration = {
  number: 14,
  name: "issue-owners",
  statements: [`alter table wave_sync.issue_seen add column given_to uuid`],
};
