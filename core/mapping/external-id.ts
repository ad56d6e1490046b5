import type { Columns } from "./columns";
import type { Mapping } from "./types";

/** What the external-ID column holds for a system's id: `wavecnct_` + id. Null when the mapping keeps none. */
export function externalIdValue(mapping: Pick<Mapping, "externalIdColumn">, id: string): string | null {
  return mapping.externalIdColumn ? mapping.externalIdColumn.prefix + id : null;
}

/** The system's id inside the external-ID column's value; null when empty or not ours (another prefix). */
export function externalIdOf(mapping: Pick<Mapping, "externalIdColumn">, value: unknown): string | null {
  const prefix = mapping.externalIdColumn?.prefix;
  if (prefix === undefined || typeof value !== "string" || !value.startsWith(prefix)) return null;
  const id = value.slice(prefix.length).trim();
  return id === "" ? null : id;
}

/** The mapping as its table allows: where the column for the external ID is gone, links alone say which row is whose. */
export function withColumnThatIs(mapping: Mapping, columns: Columns): Mapping {
  const { externalIdColumn, ...rest } = mapping;
  return externalIdColumn && !columns[externalIdColumn.column] ? rest : mapping;
}
