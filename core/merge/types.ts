import type { Mapped } from "../map/types";
import type { ConflictPolicy, WriteRule } from "../mapping/types";
import type { FieldReason, FieldVerdict } from "../plan/types";
import type { Value } from "../records";

export type Side = "system" | "dataverse";

/** Everything that decides what happens to one field. */
export interface MergeInput {
  /** What each side holds now. */
  readonly system: Value;
  readonly dataverse: Value;
  /** What both sides held when they last agreed; null when they never did. */
  readonly base: { readonly system: Value; readonly dataverse: Value } | null;
  /** The system's value as the column would hold it, and the column's as the system's field would. */
  readonly asDataverse: Mapped;
  readonly asSystem: Mapped;
  /** A person has been asked about this field and has not answered yet. */
  readonly open?: true;
  readonly policy: ConflictPolicy;
  readonly writeRule: WriteRule;
  /** Whether the column holds a phone number, and what would be written is none. */
  readonly keepsPhoneNumber?: () => boolean;
  /** Whether Dataverse / the system may be written, and if not, why. */
  readonly toDataverse: true | FieldReason;
  readonly toSystem: true | FieldReason;
  /** ISO 8601; needed for "newest". */
  readonly systemModifiedOn?: string;
  readonly dataverseModifiedOn?: string;
  /** A person's answer to an earlier conflict: stands above policy and write rule. */
  readonly decision?: Side;
  /** This side's value is to be written whether or not it changed (a constant, asked for at push time, or by an activity). */
  readonly given?: { readonly by: Side; readonly reason: FieldReason };
  /** Whether two values of the system's field, or of the column, mean the same. */
  readonly sameInSystem: (a: Value, b: Value) => boolean;
  readonly sameInDataverse: (a: Value, b: Value) => boolean;
}

export interface MergeResult {
  readonly verdict: FieldVerdict;
  readonly reason: FieldReason;
  readonly result?: Value;
  readonly cutTo?: number;
}
