import type { MappingPolicies } from "../types";

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
};
