import type { SystemRecord } from "../records";
import type { RowIndex } from "./row-index";
import type { Match } from "./types";

/** What is found for a record's company: many people may share one, so nothing is ever taken or contested. */
export type Association = Extract<Match, { kind: "one" | "none" | "several" }>;

/**
 * Finds the account of each contact (or the contacts' account the other way round) in an index filled with the related
 * rows, under rules such as "domain of the email address" or "company name". Several that fit are never guessed between.
 */
export function associate(
  records: readonly Pick<SystemRecord, "id" | "values">[],
  index: RowIndex,
): ReadonlyMap<string, Association> {
  return new Map(records.map((record) => [record.id, judge(index.candidates(record))]));
}

function judge(rowIds: readonly string[]): Association {
  const rowId = rowIds[0];
  if (rowId === undefined) return { kind: "none" };
  return rowIds.length === 1 ? { kind: "one", rowId } : { kind: "several", rowIds };
}
