import type { StoredValue } from "../contracts";
import { fold } from "../store/collation";

/** Orders text as the organisation's collation does: letters before their case and accents. */
const collator = new Intl.Collator("en", { sensitivity: "base", numeric: false });

/** Orders two stored values of one column; null comes first, as in SQL Server. */
export function compareValues(a: StoredValue | undefined, b: StoredValue | undefined): number {
  const left = a ?? null;
  const right = b ?? null;
  if (left === null || right === null) return left === right ? 0 : left === null ? -1 : 1;
  if (typeof left === "string" && typeof right === "string") return collator.compare(fold(left), fold(right));
  const [x, y] = [scalar(left), scalar(right)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function scalar(value: Exclude<StoredValue, null>): string | number {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (typeof value === "number" || typeof value === "string") return value;
  return "id" in value ? value.id : value.join(",");
}
