import type { DeletePolicy } from "../mapping/types";
import type { RecordAction, RecordPlan } from "../plan/types";
import type { Side } from "./types";

export interface DeleteInput {
  /** Where the record was deleted; the other side holds the survivor. */
  readonly deletedIn: Side;
  readonly policy: DeletePolicy;
  readonly linked: boolean;
  readonly survivor: "active" | "inactive" | "gone";
  /** The survivor was edited since both sides last agreed. */
  readonly changed: boolean;
  /** Whether the mapping ever writes to the survivor's side, and whether this sync does. */
  readonly mappingWrites: boolean;
  readonly syncWrites: boolean;
}

const DEACTIVATE: Readonly<Record<Side, RecordAction>> = {
  system: "deactivateRow",
  dataverse: "deactivateSystemRecord",
};

const DELETE: Readonly<Record<Side, RecordAction>> = { system: "deleteRow", dataverse: "deleteSystemRecord" };

/**
 * What a delete on one side does to the other. A record that was never linked is none of our business; a survivor edited
 * since the last sync is never deleted without a person's word. After every action but none, the link ends: it stays as
 * "Unlinked", so that the next run does not bring the deleted record back.
 */
export function settleDelete(input: DeleteInput): Pick<RecordPlan, "outcome" | "action" | "issue"> {
  const { deletedIn, policy, survivor } = input;
  if (!input.linked) return { outcome: "unchanged" };
  if (survivor === "gone" || policy === "keep" || !input.mappingWrites)
    return { outcome: "unchanged", action: "unlink" };
  // A sync that writes the other way only (an import) leaves it to one that may do what the policy says.
  if (!input.syncWrites) return { outcome: "skipped", issue: { code: "UNLINKED" } };
  if (policy === "deactivate") {
    return survivor === "inactive"
      ? { outcome: "unchanged", action: "unlink" }
      : { outcome: "updated", action: DEACTIVATE[deletedIn] };
  }
  return input.changed
    ? { outcome: "conflict", issue: { code: "DELETE_CONFLICT" } }
    : { outcome: "updated", action: DELETE[deletedIn] };
}
