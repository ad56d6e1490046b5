import type { Kernel, StoredValue } from "../contracts";

/** Days a delta token lives (docs: change tracking, ExpireChangeTrackingInDays). */
const CHANGE_TRACKING_DAYS = 7;

/** The rows an environment cannot be without: organisation, root business unit, system user. */
export const seedPlatform = async (kernel: Kernel): Promise<void> => {
  const { id, name, rootBusinessUnitId, systemUserId } = kernel.organization;
  const insert = (table: string, values: Record<string, StoredValue>): Promise<unknown> =>
    kernel.execute({ name: "Create", table, input: { Target: { table, values } } }, kernel.systemContext());
  await insert("organization", {
    organizationid: id,
    name,
    languagecode: kernel.organization.baseLanguage,
    expirechangetrackingindays: CHANGE_TRACKING_DAYS,
  });
  await insert("businessunit", { businessunitid: rootBusinessUnitId, name });
  await insert("systemuser", {
    systemuserid: systemUserId,
    firstname: "SYSTEM",
    domainname: "SYSTEM",
    businessunitid: { table: "businessunit", id: rootBusinessUnitId },
    isdisabled: false,
    accessmode: 3,
  });
};
