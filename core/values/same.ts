import type { ColumnInfo } from "../mapping/columns";
import type { Value } from "../records";
import { readDate, toDateOnly, toDateTime } from "./date";
import { isEmpty } from "./empty";
import { normaliseGuid } from "./guid";
import { comparableText } from "./text";

/** The part of a column that decides how its values are compared. */
export type Comparable = Pick<ColumnInfo, "type" | "format" | "precision" | "dateOnly">;

/**
 * Whether two values mean the same to a person and to Dataverse, so that nothing needs writing.
 * Null is an empty text; line breaks, spaces at the end, the case of an email address or a GUID, parts of a second,
 * decimals beyond the column's precision and the order of a multi-choice make no difference.
 */
export function sameValue(a: Value | undefined, b: Value | undefined, column?: Comparable): boolean {
  return a === b || comparable(a, column) === comparable(b, column);
}

/** The one text (or null) that stands for a value and all values that count as the same. Also what echoes are hashed from. */
export function comparable(value: Value | undefined, column?: Comparable): string | null {
  if (value === null || value === undefined || isEmpty(value)) return null;
  if (Array.isArray(value))
    return JSON.stringify([...new Set(value as readonly number[])].sort((x, y) => x - y));
  if (typeof value === "boolean") return value ? "true" : "false";
  if (typeof value === "number") return comparableNumber(value, column);
  return comparableString(value as string, column);
}

function comparableNumber(value: number, column: Comparable | undefined): string {
  if (column?.type === "dateTime") return comparableString(String(value), column, value);
  const precision = column?.precision;
  // Adding 0 turns -0 into 0.
  return String((precision === undefined ? value : Number(value.toFixed(precision))) + 0);
}

function comparableString(text: string, column: Comparable | undefined, raw: string | number = text): string {
  switch (column?.type) {
    case "lookup":
    case "customer":
    case "owner":
    case "uniqueIdentifier":
      return normaliseGuid(text) ?? comparableText(text);
    case "dateTime": {
      const date = readDate(raw);
      if (date === null) return comparableText(text);
      return column.dateOnly ? toDateOnly(date) : toDateTime(date);
    }
    case "integer":
    case "bigint":
    case "decimal":
    case "double":
    case "money":
    case "choice":
    case "state":
    case "status":
      return text.trim() !== "" && Number.isFinite(Number(text))
        ? comparableNumber(Number(text), column)
        : text.trim();
    default:
      return column?.format === "email" ? comparableText(text).trim().toLowerCase() : comparableText(text);
  }
}
