import { SyncStatus } from "../../core/generated/schema";
import type { Outcome } from "../../core/outcome";
import type { IssueRef } from "../../core/plan/types";
import type { Result } from "./item";

/** What a row and its link show after a sync ended this way. */
export function rowStatus(outcome: Outcome, warnings: readonly IssueRef[], issue?: IssueRef): number {
  if (issue?.code === "PARKED") return SyncStatus.Parked;
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

/** What the row of a result, and its link, show. */
export function statusOf({ end, outcome, warnings, issue, uncured }: Result): number {
  if (end) return SyncStatus.Unlinked;
  const status = rowStatus(outcome, warnings, issue);
  return uncured && status === SyncStatus.InSync ? SyncStatus.NeedsAttention : status;
}
