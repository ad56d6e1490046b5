import type { DecisionKind } from "../operation/decision";
import type { IssueCode } from "./codes";

/** What can be answered to most issues: somebody has put it right, or nothing is to happen with this record. */
const TRY_OR_LEAVE: readonly DecisionKind[] = ["retry", "ignore"];

/** Issues with answers of their own, the most likely first. */
const SPECIAL: Readonly<Partial<Record<IssueCode, readonly DecisionKind[]>>> = {
  CONFLICT: ["fields", "retry", "ignore"],
  MATCH_AMBIGUOUS: ["link", "create", "retry", "ignore"],
  // Somebody else of the same name has the row: this one is another person.
  LINK_TAKEN: ["create", "retry", "ignore"],
  NAME_TAKEN: ["create", "retry", "ignore"],
  // Whoever linked it may have meant the same: then it is taken over.
  LINKED_ELSEWHERE: ["link", "create", "retry", "ignore"],
  // Somebody else of the same name is there: this one is another person.
  FOUND_IN_OTHER_TABLE: ["create", "retry", "ignore"],
  COMPANY_AMBIGUOUS: TRY_OR_LEAVE,
  // Somebody typed the id: whether it is right is for an administrator to say.
  EXTERNAL_ID_UNPROVEN: ["link", "create", "retry", "ignore"],
  // The record itself is fine: there is nothing to leave alone.
  ACTIVITY_NOT_ALLOWED: ["retry"],
  NO_MATCH: ["create", "retry", "ignore"],
  DELETE_CONFLICT: ["keep", "delete", "ignore"],
  // About many records at once: there is no single one to try again or to leave alone.
  DELETES_HELD: ["keep", "delete"],
  // The record is in the bin, or will be back: nothing to sync until then.
  EXTERNAL_RECORD_GONE: ["retry", "ignore"],
  RECORD_NOT_FOUND: ["retry", "ignore"],
};

/** What a person may answer to an issue of this code with wave_Resolve, the most likely first. */
export function decisionsFor(code: IssueCode): readonly DecisionKind[] {
  return SPECIAL[code] ?? TRY_OR_LEAVE;
}

/**
 * Whether a person is shown what a record could be joined with, and chooses. A typed id is no candidate: who typed it learns nothing
 * by it.
 */
export function offersCandidates(code: IssueCode): boolean {
  return code !== "EXTERNAL_ID_UNPROVEN" && decisionsFor(code).includes("link");
}
