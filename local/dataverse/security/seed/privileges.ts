import type { Kernel } from "../../contracts";
import { uuidV5 } from "../../kernel/ids";
import type { Transaction } from "../../store/types";
import { allPrivilegeNames, TABLE_PRIVILEGES } from "../privilege-names";

const NAMESPACE = "5b0c5c43-8c2f-4f3e-8a63-3f0b7f0f8d10";

/** privilege.accessright (reference: AccessRights). */
const ACCESS_RIGHTS: Readonly<Record<string, number>> = {
  Read: 1,
  Write: 2,
  Append: 4,
  AppendTo: 16,
  Create: 32,
  Delete: 65_536,
  Share: 262_144,
  Assign: 524_288,
};

/** Privileges have the same id at every start. */
export const privilegeId = (name: string): string => uuidV5(NAMESPACE, name.toLowerCase());

/** Adds the rows of privileges that have none yet: at the start, and for every table a solution brings. */
export function addMissingPrivileges(kernel: Kernel, tx: Transaction): void {
  for (const name of allPrivilegeNames(kernel.model)) {
    const id = privilegeId(name);
    if (tx.get("privilege", id) !== undefined) continue;
    tx.insert("privilege", id, {
      privilegeid: id,
      name,
      accessright: ACCESS_RIGHTS[wordOf(name)] ?? 0,
      canbebasic: true,
      canbelocal: true,
      canbedeep: true,
      canbeglobal: true,
    });
  }
}

/** `AppendTo` of `prvAppendToContact`: the longest word that fits. */
const wordOf = (name: string): string =>
  [...TABLE_PRIVILEGES].sort((a, b) => b.length - a.length).find((word) => name.startsWith(`prv${word}`)) ??
  "";
