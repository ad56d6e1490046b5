import type { LookupValue, StoredRow } from "../contracts";
import type { Table } from "../metadata/types";
import type { Reader } from "../store/types";
import { Depth } from "./depth";
import type { Principal } from "./principal";

/** Whether a privilege of this depth covers the row (docs: how-record-access-determined, access check). */
export function covers(
  reader: Reader,
  principal: Principal,
  table: Table,
  row: StoredRow,
  depth: Depth,
): boolean {
  if (depth === Depth.None) return false;
  if (depth === Depth.Global) return true;
  // Rows of the organisation have no owner: any level means all of them.
  if (table.ownership === "OrganizationOwned" || table.ownership === "None") return true;
  if (isOwn(principal, table, row)) return true;
  const unit = businessUnitOf(table, row);
  if (unit === undefined || depth === Depth.Basic) return false;
  if (unit === principal.businessUnitId) return true;
  return depth === Depth.Deep && isBelow(reader, unit, principal.businessUnitId);
}

const isOwn = (principal: Principal, table: Table, row: StoredRow): boolean => {
  if (table.logicalName === "systemuser" || table.logicalName === "usersettings")
    return row.id === principal.userId;
  const owner = lookup(row, "ownerid");
  if (owner === undefined) return false;
  return owner.id === principal.userId || (owner.table === "team" && principal.teams.has(owner.id));
};

const businessUnitOf = (table: Table, row: StoredRow): string | undefined => {
  if (table.logicalName === "businessunit") return row.id;
  return (lookup(row, "owningbusinessunit") ?? lookup(row, "businessunitid"))?.id;
};

/** Whether a business unit is somewhere below another. */
const isBelow = (reader: Reader, unit: string, above: string): boolean => {
  const seen = new Set<string>();
  for (let at: string | undefined = unit; at !== undefined && !seen.has(at);) {
    if (at === above) return true;
    seen.add(at);
    const row: StoredRow | undefined = reader.get("businessunit", at);
    at = row === undefined ? undefined : lookup(row, "parentbusinessunitid")?.id;
  }
  return false;
};

const lookup = (row: StoredRow, column: string): LookupValue | undefined =>
  row.values[column] as LookupValue | undefined;
