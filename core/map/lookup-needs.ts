import type { Mapping } from "../mapping/types";
import type { SystemRecord } from "../records";
import { isEmpty } from "../values/empty";

/** Keys to look for in one column of one table, so that a page of records costs one read, not one a record. */
export interface LookupNeed {
  readonly table: string;
  readonly keyColumn: string;
  readonly keys: readonly string[];
}

/** Which related rows the lookup lines of a mapping need for these records; each table and key column once, each key once. */
export function lookupNeeds(
  mapping: Pick<Mapping, "lines">,
  records: readonly SystemRecord[],
): readonly LookupNeed[] {
  const needs = new Map<string, { table: string; keyColumn: string; keys: Map<string, string> }>();
  for (const line of mapping.lines) {
    const rule = line.transformations.find((candidate) => candidate.kind === "lookup");
    if (!rule || line.direction === "toSystem") continue;
    const at = `${rule.table} ${rule.keyColumn}`;
    const need = needs.get(at) ?? { table: rule.table, keyColumn: rule.keyColumn, keys: new Map() };
    needs.set(at, need);
    const values =
      line.kind === "fixed" ? [line.value] : records.map((record) => record.values[line.systemField ?? ""]);
    for (const value of values) {
      if (isEmpty(value)) continue;
      const key = String(value).trim();
      need.keys.set(foldKey(key), key);
    }
  }
  return [...needs.values()]
    .filter((need) => need.keys.size > 0)
    .map(({ table, keyColumn, keys }) => ({ table, keyColumn, keys: [...keys.values()] }));
}

/** Dataverse compares texts in any case, and so do keys. */
export function foldKey(key: string): string {
  return key.trim().normalize("NFC").toLowerCase();
}
