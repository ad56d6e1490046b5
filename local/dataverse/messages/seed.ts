import type { Kernel, StoredValue } from "../contracts";

/** Days a delta token lives (docs: change tracking, ExpireChangeTrackingInDays). */
const CHANGE_TRACKING_DAYS = 7;

/** The base currency: the same id at every start. */
const DOLLAR: Record<string, StoredValue> = {
  transactioncurrencyid: "0a4f3c52-6b1d-4e0e-9f53-2d0a6e7c1b04",
  currencyname: "US Dollar",
  isocurrencycode: "USD",
  currencysymbol: "$",
  currencyprecision: 2,
  exchangerate: 1,
};

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
  const currency = await kernel.execute(
    {
      name: "Create",
      table: "transactioncurrency",
      input: { Target: { table: "transactioncurrency", values: DOLLAR } },
    },
    kernel.systemContext(),
  );
  await kernel.execute(
    {
      name: "Update",
      table: "organization",
      id,
      input: {
        Target: {
          table: "organization",
          id,
          values: { basecurrencyid: { table: "transactioncurrency", id: String(currency["id"]) } },
        },
      },
    },
    kernel.systemContext(),
  );
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
