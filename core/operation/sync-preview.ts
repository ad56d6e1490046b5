import type { Side } from "../merge/types";

/** Of a preview, so many records of each outcome are shown with their fields. */
export const SHOWN_OF_OUTCOME = 40;

/**
 * What the next run of a mapping would do, before it is started: part of the document in `wave_operation.wave_result`, beside the counts by
 * outcome and the records that are shown. Nothing was written for it.
 */
export interface SyncPreview {
  /** The side whose records were looked at: those that come, or those that go. */
  readonly from: Side;
  /** Records looked at; `more`: there are others behind them. */
  readonly looked: number;
  readonly more: boolean;
  /** Set where the other side has so many records that they were compared with the first of them only. */
  readonly comparedWith?: number;
}
