import type { RowIndex } from "../../../core/match/row-index";
import type { Like } from "../../../core/match/types";
import type { Row, SystemRecord } from "../../../core/records";

/**
 * Where those come from that a record, or a row, without a link may be the same as: a query for each, or an index of one side that
 * was read once. Nothing they give is under a lease yet, and it may be out of date.
 */
export interface Candidates {
  /** Active rows that may be the same as these records, by lower-case id. */
  rowsLike(records: readonly SystemRecord[]): Promise<RowIndex>;
  /**
   * The system's records that are the same as these rows under the match rules, by lower-case row id.
   * @param saw is told of every record that the search has read, as it is now
   */
  recordsLike(
    rows: readonly Row[],
    saw?: (record: SystemRecord) => void,
  ): Promise<ReadonlyMap<string, readonly Like[]>>;
  /** What an index of rows has to hear of: queries that go along with the next read, and what they brought. */
  readonly news?: {
    readonly paths: readonly string[];
    take(rows: readonly Row[]): Promise<void>;
  };
}
