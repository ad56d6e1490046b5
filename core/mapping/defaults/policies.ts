import type { MappingPolicies } from "../types";

/** A person who tidies up deletes a dozen or two; what deletes more is an account with its contacts, a list, or a mistake. */
export const DELETE_LIMIT = 50;

/**
 * Nothing is lost by default: an unknown person becomes a row, and a new row a record; a record deleted in the system leaves a deactivated row;
 * a row deleted in Dataverse leaves the system alone.
 */
export const DEFAULT_POLICIES: MappingPolicies = {
  noMatch: "create",
  newRows: "sinceConnected",
  onSystemDelete: "deactivate",
  onDataverseDelete: "keep",
  createAs: "owner",
  deleteLimit: DELETE_LIMIT,
};
