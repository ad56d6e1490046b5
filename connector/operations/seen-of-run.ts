import type { countOutcomes } from "../../core/operation/counts";
import type { RecordResult, RunRecords } from "../../core/operation/types";

/** Records shown on a page of what a run wrote. */
export const PAGE = 50;
/** A preview looks at so many records: each has to be read on both sides while a person waits. */
export const MOST_LOOKED = 2_000;
export const CHUNK = 250;
/** Of those that stay as they are, and of those that go back, so many are shown. */
export const SHOWN = 50;

/** What was seen of a run that somebody looks at. */
export interface Seen {
  readonly records: readonly RecordResult[];
  readonly runRecords: RunRecords;
  readonly counts?: ReturnType<typeof countOutcomes>;
}
