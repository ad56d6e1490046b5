import type { LookupValue, StoredValue } from "../../contracts";
import type { Reader } from "../../store/types";

/** Where each kind of party keeps its address. */
const ADDRESS_COLUMNS: Readonly<Record<string, string>> = {
  contact: "emailaddress1",
  account: "emailaddress1",
  lead: "emailaddress1",
  systemuser: "internalemailaddress",
  queue: "emailaddress",
};

/** A party without `addressused` gets the address of the row it points to (reference/entities/activityparty). */
export const partyAddress = (
  values: Readonly<Record<string, StoredValue>>,
  reader: Reader,
): Record<string, StoredValue> => {
  const party = values["partyid"] as LookupValue | null | undefined;
  if (party == null || values["addressused"] != null) return {};
  const address = reader.get(party.table, party.id)?.values[ADDRESS_COLUMNS[party.table] ?? ""];
  return address === undefined ? {} : { addressused: address };
};
