import type { Value } from "../../core/records";
import type { Dates } from "./dates";
import type { Words } from "./words";

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A value as text; undefined if it is empty. The connector sends owners and choices as text already. */
export function valueText(value: Value | undefined, words: Words, dates: Dates): string | undefined {
  if (value === null || value === undefined || value === "") return undefined;
  if (typeof value === "boolean") return words(value ? "Yes" : "No");
  if (typeof value === "string" && DATE_TIME.test(value)) {
    const date = new Date(value);
    return Number.isNaN(date.getTime()) ? value : dates.absolute(date);
  }
  return Array.isArray(value) ? value.join(", ") : String(value);
}
