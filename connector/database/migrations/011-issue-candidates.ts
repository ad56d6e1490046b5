import type { Migration } from "./index";

/** Ids an issue may be answered with: what stands in Dataverse can be changed there. */
export const issueCandidates: Migration = {
  number: 11,
  name: "issue-candidates",
  statements: [`alter table wave_sync.issue_seen add column candidates text[] not null default '{}'`],
};
