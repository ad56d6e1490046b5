import type { Outcome } from "../outcome";

/** What one piece of work has done to a record, in all of its attempts. */
export type Done = "created" | "updated";

/** The same of many, by a name of theirs. */
export type DoneRecords = Readonly<Record<string, Done>>;

/**
 * What has been done to a record, once another look at it ended so; undefined where nothing was. A look that finds nothing left to
 * do, or comes to nothing, takes nothing away from that.
 */
export function doneIn(outcome: Outcome, before: Done | undefined): Done | undefined {
  if (before === "created" || outcome === "created") return "created";
  return outcome === "updated" ? outcome : before;
}
