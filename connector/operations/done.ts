import { countOutcomes, totalOf } from "../../core/operation/counts";
import { doneIn, type Done } from "../../core/operation/done";
import type { RecordResult } from "../../core/operation/types";
import type { Operation } from "../state/operations";
import type { End } from "./job";

/** What earlier attempts at an operation have done, by row id. */
export function doneBefore({ request }: Operation): Map<string, Done> {
  return new Map(Object.entries(("done" in request && request.done) || {}));
}

/**
 * The end as it is told. Whoever asked once is told what came of that: an attempt that is made again, since its end could not be told,
 * may find nothing left to do, what people have changed or deleted since, or a side that is away. None of it undoes what was done.
 */
export function withDone(end: End, done: ReadonlyMap<string, Done>): End {
  if (done.size === 0) return end;
  const records = end.result.records.map((record) => withOutcome(record, done.get(record.recordId)));
  const counts = countOutcomes(records);
  const result = { ...end.result, records, counts };
  const { issue, ...others } = end;
  // What stopped it is told as long as something is left undone.
  if (issue && counts.failed > 0) return { ...end, result };
  return { ...others, result, succeeded: end.succeeded || counts.failed < totalOf(counts) };
}

/** How the record is by now stays told with it; that it could not be looked at again is nothing to tell. */
function withOutcome({ problem, ...record }: RecordResult, done: Done | undefined): RecordResult {
  const told = problem && !(done && record.outcome === "failed") ? { problem } : {};
  return { ...record, ...told, outcome: doneIn(record.outcome, done) ?? record.outcome };
}
