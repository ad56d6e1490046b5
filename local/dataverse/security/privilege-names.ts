import type { Privilege } from "../contracts";
import type { MetadataModel } from "../metadata/model";
import type { Table } from "../metadata/types";

/** Tables whose privileges carry another name than their schema name (docs: security-role-privileges). */
const SPECIAL: Readonly<Record<string, string>> = {
  systemuser: "User",
  savedquery: "Query",
  savedqueryvisualization: "QueryVisualization",
  activitypointer: "Activity",
  activityparty: "Activity",
  annotation: "Note",
  organization: "Organization",
  roleprivileges: "Role",
  // No role of any export holds privileges of its own for it: it comes with the message.
  sdkmessagefilter: "SdkMessage",
  customapirequestparameter: "CustomAPIRequestParameter",
  customapiresponseproperty: "CustomAPIResponseProperty",
};

/** The word of a table in the names of its privileges: `Contact` in `prvReadContact`; all activities share one. */
export function privilegeWord(table: Table): string {
  const special = SPECIAL[table.logicalName];
  if (special !== undefined) return special;
  return table.isActivity ? "Activity" : table.schemaName;
}

/** `prvReadContact`, `prvAppendTowave_Connection`. */
export const privilegeName = (privilege: Privilege, table: Table): string =>
  `prv${privilege}${privilegeWord(table)}`;

/** Privileges that belong to no table (docs: security-roles-privileges, "miscellaneous"), as far as they are of use here. */
export const MISCELLANEOUS = {
  actOnBehalf: "prvActOnBehalfOfAnotherUser",
  importCustomization: "prvImportCustomization",
  exportCustomization: "prvExportCustomization",
  publishCustomization: "prvPublishCustomization",
  bypassCustomPlugins: "prvBypassCustomPlugins",
  readEntity: "prvReadEntity",
  readAttribute: "prvReadAttribute",
  readRelationship: "prvReadRelationship",
  readOptionSet: "prvReadOptionSet",
  merge: "prvMerge",
  bulkDelete: "prvBulkDelete",
  overrideCreatedOn: "prvOverrideCreatedOnCreatedBy",
} as const;

export const TABLE_PRIVILEGES: readonly Privilege[] = [
  "Create",
  "Read",
  "Write",
  "Delete",
  "Append",
  "AppendTo",
  "Assign",
  "Share",
];

/** Names of all privileges that exist in an environment with these tables. */
export function allPrivilegeNames(model: MetadataModel): ReadonlySet<string> {
  const names = new Set<string>(Object.values(MISCELLANEOUS));
  for (const table of model.tables()) {
    if (table.isIntersect) continue;
    for (const privilege of TABLE_PRIVILEGES) names.add(privilegeName(privilege, table));
  }
  return names;
}
