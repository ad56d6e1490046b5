import type { StoredValue } from "../contracts";
import { fetchInvalid } from "../errors";
import type { Column } from "../metadata/types";
import { compareStored } from "../query/values";
import { columnOf, type Joined, type Scope } from "./scope";

/** English labels order choices: the organisation's base language (a user's own language is not considered). */
const BASE_LANGUAGE = 1033;

/**
 * How joined rows follow each other: `order` elements of the main table first, then of the links. Lookups order by the
 * name of the row they point to, choices by their label, as the platform does.
 */
export function comparator(scope: Scope): ((a: Joined, b: Joined) => number) | undefined {
  const keys = scope.members.flatMap((member) =>
    member.query.orders.map((order) => {
      const attribute =
        order.attribute ?? member.query.attributes.find((one) => one.alias === order.alias)?.name;
      if (attribute === undefined) throw fetchInvalid("order must name an attribute of its table.");
      const column = columnOf(member, attribute);
      const sortable = sortValue(scope, column);
      const sign = order.descending ? -1 : 1;
      return (a: Joined, b: Joined) => {
        const left = sortable(a[member.index]?.values[attribute] ?? null);
        const right = sortable(b[member.index]?.values[attribute] ?? null);
        return sign * compareStored(left, right);
      };
    }),
  );
  if (keys.length === 0) return undefined;
  return (a, b) => {
    for (const compare of keys) {
      const order = compare(a, b);
      if (order !== 0) return order;
    }
    return 0;
  };
}

function sortValue(scope: Scope, column: Column): (value: StoredValue) => StoredValue {
  const { model, store } = scope.kernel;
  if (["Picklist", "State", "Status"].includes(column.type)) {
    const labels = new Map(
      model.options(column).map((option) => [option.value, option.labels[BASE_LANGUAGE] ?? ""]),
    );
    return (value) => (typeof value === "number" ? (labels.get(value) ?? "") : value);
  }
  return (value) => {
    if (value === null || typeof value !== "object" || !("id" in value)) return value;
    const name = model.table(value.table)?.primaryName;
    return name === undefined ? value.id : (store.get(value.table, value.id)?.values[name] ?? null);
  };
}
