import type { IssueCode } from "../issues/codes";
import type { Outcome } from "../outcome";
import type { Value } from "../records";

/** What a sync would do to one field. */
export type FieldVerdict =
  /** Both sides agree (or already hold what would be written). */
  | "unchanged"
  /** The row's column gets `result`. */
  | "writeDataverse"
  /** The system's field gets `result`. */
  | "writeSystem"
  /** Both changed to different values and the policy is "ask": nothing is written. */
  | "conflict"
  /** Something differs, but a rule or a limit keeps it from being written; `reason` says which. */
  | "leftOut";

/** Why. Stable words; screens translate them (resource key `Reason_<reason>`). */
export type FieldReason =
  | "same"
  | "firstSync"
  | "changedInSystem"
  | "changedInDataverse"
  | "bothChangedSystemWins"
  | "bothChangedDataverseWins"
  | "bothChangedNewestWins"
  | "bothChangedAsk"
  | "onlyWhenEmpty"
  /** What is there did not come from the other side: it is not written over (write rule "emptyOrOurs"). */
  | "notOurs"
  /** A phone number in a column for phone numbers is not written over with something that is none. */
  | "phoneNumberKept"
  | "oneWay"
  | "cut"
  | "tooLong"
  | "wrongType"
  | "notInChoices"
  | "columnMissing"
  | "columnReadOnly"
  /** No domain can be read from it, or one where anybody gets a mailbox. */
  | "domainInvalid"
  | "domainCommon"
  /** It belongs to another record of the system. */
  | "domainTaken"
  /** An email address or a phone number that another record of the system has. */
  | "addressTaken"
  /** The record it points to is not in the system. */
  | "notLinked"
  | "ownerUnknown"
  | "ownerDisabled"
  | "noPermission"
  | "manualMissing"
  /** It changed, but this push or pull only writes the other way. */
  | "notThisWay"
  /** A number or date the column's range does not hold. */
  | "outOfRange"
  /** The column may not be emptied. */
  | "required"
  /** The check marked the line red (see core/mapping/check): told once for the mapping, not for every record. */
  | "lineNotSupported"
  /** No row, or more than one, holds the key a lookup line asks for. */
  | "lookupNotFound"
  /** The system's field cannot be written. */
  | "systemFieldReadOnly"
  /** The external-ID column holds another record's, or another product's, id. */
  | "externalIdTaken"
  /** The column held only a cut of the system's value when it was edited; sending the edit would lose the rest. */
  | "partWouldBeLost"
  /** Goes back to the value it had before the run that is undone. */
  | "undone"
  /** Not undone: somebody changed it after the run. */
  | "changedSinceRun"
  /** A person chose this side when asked. */
  | "decided"
  /** The line's constant (fixed line). */
  | "fixed"
  /** A person typed the value when asked (manual line). */
  | "manual"
  /** Set because an activity was logged (engagement line). */
  | "engagement";

/** What a sync would do to the record as a whole; absent: nothing, or only its fields. */
export type RecordAction =
  | "createRow"
  | "createSystemRecord"
  | "deactivateRow"
  | "deleteRow"
  | "deactivateSystemRecord"
  | "deleteSystemRecord"
  /** The record on one side is gone and the policy keeps the other: only the link ends. */
  | "unlink";

/** What a sync would do to one field, and why. */
export interface FieldPlan {
  readonly line: string;
  readonly column: string;
  readonly systemField?: string;
  /** What the column holds now. */
  readonly dataverse: Value;
  /** What the system's field holds now. */
  readonly system: Value;
  readonly verdict: FieldVerdict;
  readonly reason: FieldReason;
  /** What would be written; only for writeDataverse and writeSystem. */
  readonly result?: Value;
  /** True when `result` is a cut of the source value; `cutTo` holds the length. */
  readonly cutTo?: number;
  /** What the system is remembered to hold after the write, where that is not `result`: so that what was taken back is not told again. */
  readonly remembered?: Value;
}

/** What a sync would do to one record. Applying it twice changes nothing the second time. */
export interface RecordPlan {
  readonly outcome: Outcome;
  readonly action?: RecordAction;
  /** Set when the outcome is skipped, conflict or failed. */
  readonly issue?: IssueRef;
  /** Fields that could not be written although they should have been; the rest of the record is not held up. */
  readonly warnings?: readonly IssueRef[];
  readonly fields: readonly FieldPlan[];
}

/** A problem in words a person can act on, before it is put into a language. */
export interface IssueRef {
  readonly code: IssueCode;
  readonly params?: Readonly<Record<string, string | number>>;
}
