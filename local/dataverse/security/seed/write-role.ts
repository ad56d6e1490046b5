import type { Kernel } from "../../contracts";
import { uuidV5 } from "../../kernel/ids";
import type { Transaction } from "../../store/types";
import { depthNamed, type DepthName } from "../depth";
import { privilegeId } from "./privileges";

const NAMESPACE = "0a6f1f0a-6a3c-4a86-93de-0f6a3c2b7e55";

export interface RoleDefinition {
  readonly id: string;
  readonly name: string;
  readonly privileges: readonly { readonly name: string; readonly depth: DepthName }[];
  readonly isManaged?: boolean;
  readonly solutionId?: string;
}

/** Writes a role of the root business unit; privileges it had and the definition does not name are taken away. */
export function writeRole(kernel: Kernel, tx: Transaction, role: RoleDefinition): void {
  const unit = kernel.store.reference("businessunit", kernel.organization.rootBusinessUnitId);
  const values = {
    roleid: role.id,
    name: role.name,
    businessunitid: unit,
    parentrootroleid: kernel.store.reference("role", role.id),
    isinherited: 1,
    ismanaged: role.isManaged ?? false,
    ...(role.solutionId === undefined ? {} : { solutionid: role.solutionId }),
  };
  if (tx.get("role", role.id) === undefined) tx.insert("role", role.id, values);
  else tx.update("role", role.id, values);

  const wanted = new Map(role.privileges.map(({ name, depth }) => [privilegeId(name), depthNamed(depth)]));
  for (const row of tx.findBy("roleprivileges", "roleid", role.id)) {
    const privilege = String(row.values["privilegeid"]);
    const depth = wanted.get(privilege);
    if (depth === undefined) tx.remove("roleprivileges", row.id);
    else if (depth !== row.values["privilegedepthmask"])
      tx.update("roleprivileges", row.id, { privilegedepthmask: depth });
    wanted.delete(privilege);
  }
  for (const [privilege, depth] of wanted) {
    const id = uuidV5(NAMESPACE, `${role.id}:${privilege}`);
    tx.insert("roleprivileges", id, {
      roleprivilegeid: id,
      roleid: role.id,
      privilegeid: privilege,
      privilegedepthmask: depth,
    });
  }
}
