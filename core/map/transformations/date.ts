import { readDate, toDateOnly, toDateTime } from "../../values/date";
import type { Value } from "../../records";

/** What systems send as a date (ISO 8601, Unix seconds or milliseconds) -> `2026-09-21` or `2026-09-21T14:13:20Z`; null when it is none. */
export function date(value: Value, to: "date" | "dateTime"): string | null {
  const read = readDate(value);
  if (read === null) return null;
  return to === "date" ? toDateOnly(read) : toDateTime(read);
}
