import type { LookupValue } from "../../contracts";
import type { QueryScope } from "../../query/types";

/** The primary name of the row a lookup points to; undefined when it has none. */
export const displayName = (
  { kernel, reader }: QueryScope,
  { table, id }: LookupValue,
): string | undefined => {
  const name = kernel.model.table(table)?.primaryName;
  const value = name === undefined ? undefined : reader.get(table, id)?.values[name];
  return typeof value === "string" ? value : undefined;
};
