import { addCounts, countOutcomes } from "../../core/operation/counts";
import type { Result } from "../pipeline/item";
import { isQuiet } from "../pipeline/problems";
import type { Checkpoint } from "../state/runs";

/** What a run has counted so far. */
export type Tally = Pick<Checkpoint, "counts" | "warnings" | "quiet">;

/** The same with these results. What needs nobody is counted, and troubles nobody. */
export function tallied(before: Tally, results: readonly Result[]): Tally {
  const warnings = results.flatMap((result) => result.warnings).filter(({ code }) => !isQuiet(code));
  const quiet = results.filter(({ outcome, issue }) => outcome === "skipped" && isQuiet(issue?.code));
  return {
    counts: addCounts(before.counts, countOutcomes(results)),
    warnings: before.warnings + warnings.length,
    quiet: before.quiet + quiet.length,
  };
}
