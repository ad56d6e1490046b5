import type { CallContext, Kernel, LookupValue, StoredValue } from "../../contracts";
import { recordNotFound } from "../../errors";
import type { Table } from "../../metadata/types";
import type { Reader } from "../../store/types";

/** The columns that follow from an owner: user or team, and the business unit she works in. */
export const ownerColumns = (
  kernel: Kernel,
  table: Table,
  owner: LookupValue,
  reader: Reader,
): Record<string, StoredValue> => {
  if (table.ownership !== "UserOwned") return {};
  const row = reader.get(owner.table, owner.id);
  if (row === undefined) throw recordNotFound(owner.table, owner.id);
  const unit = row.values["businessunitid"] as LookupValue | undefined;
  const own = kernel.store.reference(owner.table, owner.id);
  return {
    ownerid: own,
    owninguser: owner.table === "systemuser" ? own : null,
    owningteam: owner.table === "team" ? own : null,
    owningbusinessunit:
      unit ?? kernel.store.reference("businessunit", kernel.organization.rootBusinessUnitId),
  };
};

/** The owner of a new row: who was named, else the caller. */
export const initialOwner = (
  kernel: Kernel,
  table: Table,
  values: Readonly<Record<string, StoredValue>>,
  context: CallContext,
  reader: Reader,
): Record<string, StoredValue> => {
  const named = values["ownerid"] as LookupValue | null | undefined;
  return ownerColumns(kernel, table, named ?? { table: "systemuser", id: context.userId }, reader);
};
