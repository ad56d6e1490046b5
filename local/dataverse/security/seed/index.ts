import type { Kernel } from "../../contracts";
import { uuidV5 } from "../../kernel/ids";
import type { Transaction } from "../../store/types";
import { localUsers, SALES_UNIT, usersFor, type LocalUser, type SampleColleague } from "./people";
import { addMissingPrivileges } from "./privileges";
import { standardRoles } from "./roles";
import { writeRole } from "./write-role";

const NAMESPACE = "8b1c7c0e-31f5-4f0d-9a1e-64d1e9d0b7aa";

/**
 * Adds the people of an environment that has its organisation and root business unit: a child unit, privileges,
 * standard roles, the local identities and the given colleagues.
 */
export async function seedPeople(kernel: Kernel, colleagues: readonly SampleColleague[] = []): Promise<void> {
  await kernel.store.transaction((tx) => {
    writeSalesUnit(kernel, tx);
    addMissingPrivileges(kernel, tx);
    for (const role of standardRoles) writeRole(kernel, tx, role);
    for (const user of [...localUsers, ...usersFor(colleagues)]) writeUser(kernel, tx, user);
    return Promise.resolve();
  });
}

const writeSalesUnit = (kernel: Kernel, tx: Transaction): void => {
  const root = kernel.organization.rootBusinessUnitId;
  tx.insert("businessunit", SALES_UNIT.id, {
    businessunitid: SALES_UNIT.id,
    name: SALES_UNIT.name,
    isdisabled: false,
    parentbusinessunitid: kernel.store.reference("businessunit", root),
  });
};

/** Adds a user with her settings and roles. */
export function writeUser(kernel: Kernel, tx: Transaction, user: LocalUser): void {
  const unit = user.unit === "root" ? kernel.organization.rootBusinessUnitId : SALES_UNIT.id;
  const now = kernel
    .now()
    .toISOString()
    .replace(/\.\d+Z$/, "Z");
  tx.insert("systemuser", user.id, {
    systemuserid: user.id,
    fullname: `${user.firstName} ${user.lastName}`,
    firstname: user.firstName,
    lastname: user.lastName,
    domainname: user.email,
    internalemailaddress: user.email,
    azureactivedirectoryobjectid: user.azureObjectId,
    ...(user.applicationId === undefined ? {} : { applicationid: user.applicationId }),
    isdisabled: user.disabled,
    accessmode: user.applicationId === undefined ? 0 : 4,
    businessunitid: kernel.store.reference("businessunit", unit),
    createdon: now,
    modifiedon: now,
  });
  tx.insert("usersettings", user.id, {
    systemuserid: user.id,
    uilanguageid: user.language,
    helplanguageid: user.language,
    localeid: user.language,
    timezonecode: 92,
    paginglimit: 50,
    businessunitid: kernel.store.reference("businessunit", unit),
  });
  for (const role of user.roles) assignRole(tx, user.id, role);
}

/** Gives a user a role, unless she has it. */
export function assignRole(tx: Transaction, userId: string, roleId: string): void {
  if (tx.findBy("systemuserroles", "systemuserid", userId).some((row) => row.values["roleid"] === roleId))
    return;
  const id = uuidV5(NAMESPACE, `${userId}:${roleId}`);
  tx.insert("systemuserroles", id, { systemuserroleid: id, systemuserid: userId, roleid: roleId });
}

/**
 * Gives the local identities the roles a solution has just brought: what an admin does by hand in Power Platform.
 */
export function assignLaterRoles(tx: Transaction): void {
  for (const user of localUsers) {
    for (const name of user.laterRoles) {
      const [role] = tx.findBy("role", "name", name);
      if (role !== undefined && tx.get("systemuser", user.id) !== undefined) assignRole(tx, user.id, role.id);
    }
  }
}
