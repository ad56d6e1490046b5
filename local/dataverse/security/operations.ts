import type { LookupValue, OperationDefinition, StoredRow } from "../contracts";
import { recordNotFound } from "../errors";
import type { AccessChecks } from "./checks";
import { depthName } from "./depth";
import { loadPrincipal } from "./principal";
import { allPrivilegeNames } from "./privilege-names";
import { privilegeId } from "./seed/privileges";

/** RetrieveUserPrivileges (reference): what a user holds through her roles and teams, and how far it reaches. */
const retrieveUserPrivileges = (): OperationDefinition => ({
  name: "RetrieveUserPrivileges",
  kind: "function",
  binding: "entity",
  table: "systemuser",
  parameters: [],
  response: [{ name: "RolePrivileges", type: "Json" }],
  handler: ({ id = "" }, context, { kernel, tx }) => {
    const user = tx.get("systemuser", id);
    const principal = loadPrincipal(tx, id);
    if (user === undefined || principal === undefined) throw recordNotFound("systemuser", id);
    kernel.security.require(context, "Read", "systemuser", user);
    const held = principal.isAdministrator
      ? [...allPrivilegeNames(kernel.model)].map((name) => ({ name, depth: "Global" }))
      : [...principal.privileges].map(([name, depth]) => ({
          name: String(tx.get("privilege", privilegeId(name))?.values["name"] ?? name),
          depth: depthName(depth) ?? "Basic",
        }));
    const RolePrivileges = held.map(({ name, depth }) => ({
      Depth: depth,
      PrivilegeId: privilegeId(name),
      BusinessUnitId: principal.businessUnitId,
      PrivilegeName: name,
      RecordFilterId: "00000000-0000-0000-0000-000000000000",
      RecordFilterUniqueName: null,
    }));
    return Promise.resolve({ RolePrivileges });
  },
});

/** RetrievePrincipalAccess (reference): the rights a user has on one row, as names with commas between. */
const retrievePrincipalAccess = (checks: AccessChecks): OperationDefinition => ({
  name: "RetrievePrincipalAccess",
  kind: "function",
  binding: "entity",
  table: "systemuser",
  parameters: [{ name: "Target", type: "EntityReference" }],
  response: [{ name: "AccessRights", type: "String" }],
  handler: ({ id = "", input }, context, { kernel, tx }) => {
    const user = tx.get("systemuser", id);
    if (user === undefined) throw recordNotFound("systemuser", id);
    kernel.security.require(context, "Read", "systemuser", user);
    const target = input["Target"] as LookupValue;
    const row: StoredRow | undefined = tx.get(target.table, target.id);
    if (row === undefined) throw recordNotFound(target.table, target.id);
    const rights = checks.rights(id, row).map((privilege) => `${privilege}Access`);
    return Promise.resolve({ AccessRights: rights.length === 0 ? "None" : rights.join(", ") });
  },
});

export const securityOperations = (checks: AccessChecks): readonly OperationDefinition[] => [
  retrieveUserPrivileges(),
  retrievePrincipalAccess(checks),
];
