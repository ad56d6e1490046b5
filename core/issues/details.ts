import type { Side } from "../merge/types";
import type { FieldResult } from "../operation/types";
import type { DecisionKind } from "../operation/decision";

/** A word or two by which a person tells records apart: "Email", "ines@example.com". */
export interface Fact {
  readonly label: string;
  readonly value: string;
}

/** A record as a person knows it. */
export interface NamedRecord {
  /** Row id, or the system's id. */
  readonly id: string;
  readonly name: string;
  readonly url?: string;
  readonly facts: readonly Fact[];
}

/** One of those that could be meant: a row of Dynamics, or a record of the system. */
export interface Candidate extends NamedRecord {
  readonly side: Side;
}

/** The JSON document in `wave_issue.wave_details`: what a person needs to see in order to decide, and what she can decide. */
export interface IssueDetails {
  readonly version: 1;
  readonly params: Readonly<Record<string, string | number>>;
  /** What may be answered with wave_Resolve, the most likely first. */
  readonly decisions: readonly DecisionKind[];
  /** Logical name of the mapping's table. */
  readonly table?: string;
  /** The system's record. */
  readonly record?: NamedRecord;
  /** MATCH_AMBIGUOUS: rows that the system's record could be, or records that the row could be. */
  readonly candidates?: readonly Candidate[];
  /** CONFLICT: the fields in question, both values in words. */
  readonly fields?: readonly FieldResult[];
}

/** Reads the document; null for anything that is none (an older one, one that an admin changed). */
export function parseIssueDetails(text: string | null | undefined): IssueDetails | null {
  if (!text) return null;
  try {
    const json = JSON.parse(text) as Partial<IssueDetails> | null;
    return json?.version === 1 && Array.isArray(json.decisions) ? (json as IssueDetails) : null;
  } catch {
    return null;
  }
}
