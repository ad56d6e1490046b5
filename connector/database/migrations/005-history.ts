import type { Migration } from "./index";

/**
 * The journal tells of every sync that wrote something, not of runs alone: what brought it, who asked or whose edit it was, and for which
 * mapping. Null for what a run wrote, whose row says it.
 */
export const history: Migration = {
  number: 5,
  name: "history",
  statements: [
    "alter table wave_sync.journal add column cause text",
    "alter table wave_sync.journal add column by_user uuid",
    "alter table wave_sync.journal add column mapping_id uuid",
    "create index journal_record on wave_sync.journal (record_id)",
  ],
};
