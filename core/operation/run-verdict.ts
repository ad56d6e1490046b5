import type { OutcomeCounts } from "../outcome";
import type { IssueRef } from "../plan/types";
import { totalOf } from "./counts";

/** How a run ended, in the words of wave_runstatus. */
export type RunVerdict = "succeeded" | "succeededWithWarnings" | "failed";

export interface RunEnd {
  readonly counts: OutcomeCounts;
  /** How many records the run was to look at, as the source said before; null when it did not say. */
  readonly expected: number | null;
  /** Set when the run was stopped by a problem that is not one record's. */
  readonly stoppedBy?: IssueRef;
  /** Fields left out although they should have been written, over all records. */
  readonly warnings?: number;
  /** Records among the skipped that were left alone as somebody, or some rule, wants it: they need nobody. */
  readonly quiet?: number;
}

/**
 * The verdict over a run. A run that processed nothing when it should have is a warning, not a success; one in which every
 * record failed has failed; one record that needs a person makes it a warning.
 */
export function runVerdict(end: RunEnd): { readonly verdict: RunVerdict; readonly issue?: IssueRef } {
  const { counts, expected, stoppedBy } = end;
  const total = totalOf(counts);
  if (stoppedBy) return { verdict: "failed", issue: stoppedBy };
  if (total === 0) {
    const nothingExpected = expected === 0;
    return nothingExpected
      ? { verdict: "succeeded" }
      : {
          verdict: "succeededWithWarnings",
          issue: { code: "NOTHING_PROCESSED", params: { count: expected ?? 0 } },
        };
  }
  if (counts.failed === total) return { verdict: "failed" };
  const needsPerson =
    counts.failed + counts.conflict + counts.skipped - (end.quiet ?? 0) + (end.warnings ?? 0) > 0;
  return { verdict: needsPerson ? "succeededWithWarnings" : "succeeded" };
}
