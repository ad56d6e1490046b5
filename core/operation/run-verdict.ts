import type { OutcomeCounts } from "../outcome";
import type { IssueRef } from "../plan/types";
import { totalOf } from "./counts";

/** How a run ended, in the words of wave_runstatus. */
export type RunVerdict = "succeeded" | "succeededWithWarnings" | "failed" | "canceled";

export interface RunEnd {
  readonly counts: OutcomeCounts;
  /** How many records the run was to look at, as the source said before; null when it did not say. */
  readonly expected: number | null;
  /** Set when the run was stopped: by a problem that is not one record's, or by somebody (RUN_STOPPED). */
  readonly stoppedBy?: IssueRef;
  /** Records that were synced, but with fields left out. */
  readonly incomplete?: number;
  /** Records among the skipped that were left alone as somebody, or some rule, wants it: they need nobody. */
  readonly quiet?: number;
}

/**
 * The verdict over a run, and, where it is no plain success, what to tell about it. A run that processed nothing when it
 * should have is a warning, not a success; one in which every record failed has failed; one record that needs a person
 * makes it a warning.
 */
export function runVerdict(end: RunEnd): { readonly verdict: RunVerdict; readonly issue?: IssueRef } {
  const { counts, expected, stoppedBy } = end;
  const total = totalOf(counts);
  if (stoppedBy)
    return { verdict: stoppedBy.code === "RUN_STOPPED" ? "canceled" : "failed", issue: stoppedBy };
  if (total === 0) {
    const nothingExpected = expected === 0;
    return nothingExpected
      ? { verdict: "succeeded" }
      : {
          verdict: "succeededWithWarnings",
          issue: { code: "NOTHING_PROCESSED", params: { count: expected ?? 0 } },
        };
  }
  if (counts.failed === total)
    return { verdict: "failed", issue: { code: "RUN_FAILED", params: { count: total } } };
  const unfinished =
    counts.failed + counts.conflict + counts.skipped - (end.quiet ?? 0) + (end.incomplete ?? 0);
  return unfinished === 0
    ? { verdict: "succeeded" }
    : {
        verdict: "succeededWithWarnings",
        issue: { code: "RUN_WITH_WARNINGS", params: { count: unfinished } },
      };
}
