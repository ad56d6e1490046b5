import type { FieldResult } from "../../../core/operation/types";
import type { Value } from "../../../core/records";
import type { Dates } from "../adapters/dates";
import type { Words } from "../adapters/words";

/**
 * A field with the connector's own words for values that say nothing by themselves (the GUID of an owner, the
 * number of a choice). Optional: without them the value itself is shown.
 */
export interface ShownField extends FieldResult {
  readonly dataverseText?: string;
  readonly systemText?: string;
  readonly resultText?: string;
}

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** A value for people; undefined for nothing. */
export function valueText(
  value: Value | undefined,
  words: Words,
  dates: Dates,
  text?: string,
): string | undefined {
  if (text) return text;
  if (value === null || value === undefined || value === "") return undefined;
  if (typeof value === "boolean") return words(value ? "Yes" : "No");
  if (typeof value === "string" && DATE_TIME.test(value)) {
    const date = new Date(value);
    return Number.isNaN(date.getTime()) ? value : dates.absolute(date);
  }
  return Array.isArray(value) ? value.join(", ") : String(value);
}
