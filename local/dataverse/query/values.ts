import type { StoredValue } from "../contracts";
import { fold } from "../store/collation";

/** A value as it compares: text folded, lookups by id, yes/no as numbers; null stays undefined. */
export const comparable = (value: StoredValue | undefined): string | number | undefined => {
  if (value === null || value === undefined) return undefined;
  switch (typeof value) {
    case "string":
      return fold(value);
    case "number":
      return value;
    case "boolean":
      return value ? 1 : 0;
    default:
      return "id" in value ? value.id : value.join(",");
  }
};

/** Letters in the order of the organisation's language, before their case and accents. */
const collator = new Intl.Collator("en", { sensitivity: "base" });

/** Order of two comparable values; null comes first, as in SQL. */
export const compare = (a: string | number | undefined, b: string | number | undefined): number => {
  if (a === b) return 0;
  if (a === undefined) return -1;
  if (b === undefined) return 1;
  if (typeof a === "string" && typeof b === "string") return collator.compare(a, b);
  return a < b ? -1 : 1;
};

/** Order of two stored values. */
export const compareStored = (a: StoredValue | undefined, b: StoredValue | undefined): number =>
  compare(comparable(a), comparable(b));
