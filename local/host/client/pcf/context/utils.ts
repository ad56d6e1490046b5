import { DEPTHS, type Session } from "../../api/session";
import { entityMetadata } from "../../xrm/entity-metadata";

/** PrivilegeType of the framework, in its order from 0. */
const ACTIONS = ["", "Create", "Read", "Write", "Delete", "Assign", "Share", "Append", "AppendTo"] as const;

/** `context.utils`. PrivilegeDepth: -1 none, 0 basic, 1 local, 2 deep, 3 global. */
export function utilsFor(session: Session): Record<string, unknown> {
  return {
    getEntityMetadata: entityMetadata,
    hasEntityPrivilege: (table: string, privilegeType: number, privilegeDepth: number) =>
      session.privileges.has(ACTIONS[privilegeType] ?? "", table, DEPTHS[privilegeDepth + 1] ?? "Basic"),
  };
}
