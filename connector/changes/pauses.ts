import type { BackOff } from "../clock/back-off";

/** Between two tries of what could not be done because a side is away. */
export const BACK_OFF: BackOff = { firstMs: 1_000, longestMs: 10 * 60_000 };
/** A record's own failure gets one more try after this long; by then, what was only a hiccup is over. */
export const SECOND_TRY_MS = 60_000;
/** Between two looks for a record that is on neither side, as long as a run may bring it from what it has read before. */
export const WHILE_A_RUN_READS: BackOff = { firstMs: 5_000, longestMs: 2 * 60_000 };
