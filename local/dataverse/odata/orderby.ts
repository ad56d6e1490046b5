import type { LookupValue, StoredRow } from "../contracts";
import { syntaxError } from "../errors";
import type { Access } from "../query/types";
import { comparable, compare } from "../query/values";
import { isLookupColumn, resolveProperty } from "./filter/property";
import type { FilterScope } from "./filter/node";
import { displayName } from "./write/display-name";

interface Order {
  readonly key: Access<StoredRow>;
  readonly descending: boolean;
}

/** Parses `$orderby=lastname,createdon desc`. A lookup sorts by the name of the row it points to. */
const parseOrder = (scope: FilterScope, text: string): readonly Order[] =>
  text.split(",").map((part) => {
    const [name = "", direction = "asc", ...rest] = part.trim().split(/\s+/);
    if (rest.length > 0 || (direction !== "asc" && direction !== "desc"))
      throw syntaxError(text.indexOf(part), text);
    const { column, access } = resolveProperty(scope, name.split("/"));
    const byName: Access<StoredRow> = (row) => {
      const reference = access(row) as LookupValue | null | undefined;
      return reference == null ? undefined : displayName(scope, reference);
    };
    return { key: isLookupColumn(column) ? byName : access, descending: direction === "desc" };
  });

/** Sorts rows by `$orderby`; rows that are equal keep the order they were created in. */
export const sortRows = (
  scope: FilterScope,
  rows: readonly StoredRow[],
  text: string,
): readonly StoredRow[] => {
  const orders = parseOrder(scope, text);
  const keyed = rows.map((row) => ({ row, keys: orders.map((order) => comparable(order.key(row))) }));
  keyed.sort((a, b) => {
    for (const [index, order] of orders.entries()) {
      const result = compare(a.keys[index], b.keys[index]);
      if (result !== 0) return order.descending ? -result : result;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
};

/** Checks an `$orderby` even when there is nothing to sort. */
export const checkOrder = (scope: FilterScope, text: string): void => void parseOrder(scope, text);
