import { addCounts, countOutcomes } from "../../core/operation/counts";
import type { Outcome } from "../../core/outcome";
import type { Result } from "../pipeline/item";
import { isQuiet } from "../pipeline/problems";
import type { Checkpoint } from "../state/runs";

/** What a run has counted so far. */
export type Tally = Pick<Checkpoint, "counts" | "warnings" | "quiet">;

/** The record is where it should be, with all or most of its fields. */
const SYNCED: ReadonlySet<Outcome> = new Set(["created", "updated", "unchanged"]);

/** The same with these results. What needs nobody is counted, and troubles nobody. */
export function tallied(before: Tally, results: readonly Result[]): Tally {
  const incomplete = results.filter(
    ({ outcome, warnings }) => SYNCED.has(outcome) && warnings.some(({ code }) => !isQuiet(code)),
  );
  // What a rule leaves out for good needs nobody either.
  const quiet = results.filter(
    ({ issue, outcome, settled }) =>
      outcome === "skipped" && (isQuiet(issue?.code) || (settled && issue === undefined)),
  );
  return {
    counts: addCounts(before.counts, countOutcomes(results)),
    warnings: before.warnings + incomplete.length,
    quiet: before.quiet + quiet.length,
  };
}
