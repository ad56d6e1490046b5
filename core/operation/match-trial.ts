import type { NamedRecord } from "../issues/details";
import type { Side } from "../merge/types";

/** What match rules would make of a record, in the order a person reads it. */
export const TRIAL_OUTCOMES = ["link", "create", "ambiguous", "left", "linked", "failed"] as const;

/**
 * link: with the one record that fits. create: nobody fits, and a new one is made. ambiguous: several fit, and a person decides. left: it is
 * left alone, for the reason told. linked: it is linked already, whatever the rules say. failed: nothing can be done with it.
 */
export type TrialOutcome = (typeof TRIAL_OUTCOMES)[number];

/** So many records are tried at most. */
export const MOST_TRIED = 1_000;

/** How match rules would do, before anybody saves them: part of the document in `wave_operation.wave_result`. Nothing was written for it. */
export interface MatchTrial {
  /** The side whose records were tried: those that come, or those that go. */
  readonly from: Side;
  /** Records tried; `more`: there are others behind them. */
  readonly tried: number;
  readonly more: boolean;
  readonly counts: Readonly<Record<TrialOutcome, number>>;
  /** Of those that would be linked, how many each rule finds: the first that fits counts. */
  readonly byRule: readonly number[];
  /** A few of each outcome. */
  readonly examples: readonly TrialExample[];
  /** Set where the other side has so many records that they were compared with the first of them only. */
  readonly comparedWith?: number;
}

export interface TrialExample {
  readonly outcome: TrialOutcome;
  readonly record: NamedRecord;
  /** Who fits it on the other side, as far as whoever asked may see them. */
  readonly fits: readonly NamedRecord[];
  /** The rule by which it would be linked, from 1. */
  readonly rule?: number;
  /** Why it is left alone, in the asker's language. */
  readonly reason?: string;
}
