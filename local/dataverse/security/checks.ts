import type { CallContext, Kernel, Privilege, StoredRow } from "../contracts";
import { notAMember, accessDenied, privilegeDenied } from "./errors";
import { Depth } from "./depth";
import { loadPrincipal, type Principal } from "./principal";
import { privilegeName } from "./privilege-names";
import { privilegeId } from "./seed/privileges";
import { covers } from "./row-access";

/** The checks of the Security contract that need no tokens. */
export interface AccessChecks {
  require(context: CallContext, privilege: Privilege, table: string, row?: StoredRow): void;
  requireNamed(context: CallContext, privilegeName: string): void;
  canRead(context: CallContext, row: StoredRow): boolean;
  readsAll(context: CallContext, table: string): boolean;
  /** Who the call counts as: the user, and whoever acts on her behalf. */
  principals(context: CallContext): readonly Principal[];
  /** Rights the caller has on a row, by privilege. */
  rights(userId: string, row: StoredRow): readonly Privilege[];
}

/**
 * Privilege and access checks. With impersonation both users must be allowed: the rights are the intersection of the
 * impersonator's and the impersonated user's (docs: impersonate-another-user).
 */
export function createChecks(kernel: Kernel): AccessChecks {
  // A context lives for one request: rights are read once for it, and a change of roles counts from the next request.
  const known = new WeakMap<CallContext, readonly Principal[]>();

  const load = (userId: string): Principal => {
    const principal = loadPrincipal(kernel.store, userId);
    if (principal === undefined) throw notAMember();
    return principal;
  };

  const principals = (context: CallContext): readonly Principal[] => {
    let found = known.get(context);
    if (found === undefined) {
      const ids = new Set([context.userId, context.initiatingUserId]);
      known.set(context, (found = [...ids].map(load)));
    }
    return found;
  };

  const depthOf = (principal: Principal, name: string): Depth =>
    principal.isAdministrator ? Depth.Global : (principal.privileges.get(name.toLowerCase()) ?? Depth.None);

  const allowed = (principal: Principal, privilege: Privilege, row: StoredRow): boolean => {
    const table = kernel.model.table(row.table);
    if (table === undefined) return false;
    if (isOpen(table.isIntersect, privilege)) return true;
    return covers(kernel.store, principal, table, row, depthOf(principal, privilegeName(privilege, table)));
  };

  const require = (context: CallContext, privilege: Privilege, tableName: string, row?: StoredRow): void => {
    const table = kernel.model.table(tableName);
    if (context.isSystem || table === undefined || isOpen(table.isIntersect, privilege)) return;
    const name = privilegeName(privilege, table);
    for (const principal of principals(context)) {
      const depth = depthOf(principal, name);
      if (depth === Depth.None)
        throw privilegeDenied(principal, context.userId, name, privilegeId(name), table);
      if (row !== undefined && !covers(kernel.store, principal, table, row, depth))
        throw accessDenied(principal, privilege, table, row);
    }
  };

  return {
    principals,
    require,
    requireNamed: (context, name) => {
      if (context.isSystem) return;
      for (const principal of principals(context)) {
        if (depthOf(principal, name) === Depth.None)
          throw privilegeDenied(principal, context.userId, name, privilegeId(name));
      }
    },
    canRead: (context, row) =>
      context.isSystem === true || principals(context).every((principal) => allowed(principal, "Read", row)),
    readsAll: (context, tableName) => {
      const table = kernel.model.table(tableName);
      if (context.isSystem || table === undefined || table.isIntersect) return true;
      const name = privilegeName("Read", table);
      const owned = table.ownership === "UserOwned" || table.ownership === "BusinessOwned";
      return principals(context).every(
        (principal) => depthOf(principal, name) >= (owned ? Depth.Global : Depth.Basic),
      );
    },
    rights: (userId, row) => {
      const principal = load(userId);
      return (["Read", "Write", "Delete", "Append", "AppendTo", "Assign", "Share"] as const).filter((one) =>
        allowed(principal, one, row),
      );
    },
  };
}

/** Rows of intersect tables have no privileges of their own; they are written by Associate, which checks both ends. */
const isOpen = (isIntersect: boolean, privilege: Privilege): boolean => isIntersect && privilege === "Read";
