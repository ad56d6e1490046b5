import { SyncStatus } from "../../../core/generated/schema";
import type { Outcome } from "../../../core/outcome";
import type { IssueRef } from "../../../core/plan/types";
import type { Result } from "../item";
import type { Sync } from "../sync";
import { statusBefore } from "./row-details";

/** What changes on either side is not brought to the other: it failed twice, is not in the mapping's view, or somebody chose so. */
const WAITS: ReadonlySet<IssueRef["code"]> = new Set(["PARKED", "OUT_OF_SCOPE", "IGNORED"]);

/** What a row and its link show after a sync ended this way. */
export function rowStatus(outcome: Outcome, warnings: readonly IssueRef[], issue?: IssueRef): number {
  if (issue && WAITS.has(issue.code)) return SyncStatus.Parked;
  switch (outcome) {
    case "created":
    case "updated":
    case "unchanged":
      return warnings.length > 0 ? SyncStatus.NeedsAttention : SyncStatus.InSync;
    case "conflict":
      return SyncStatus.Conflict;
    case "skipped":
      return SyncStatus.NeedsAttention;
    case "failed":
      return SyncStatus.Failed;
  }
}

/** What this system says of a result's row, and its link shows. What this sync did not look at shows as before. */
export function statusOf(sync: Sync, { end, item, outcome, warnings, issue, uncured }: Result): number {
  if (end) return SyncStatus.Unlinked;
  const status = rowStatus(outcome, warnings, issue);
  if (!uncured || status !== SyncStatus.InSync) return status;
  const before = statusBefore(sync, item.row);
  return TROUBLE.find((each) => each === before) ?? SyncStatus.NeedsAttention;
}

const TROUBLE = [SyncStatus.Failed, SyncStatus.Conflict, SyncStatus.Parked] as const;
