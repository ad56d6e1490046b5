import type { Column } from "../api/metadata-types";
import { formatDate, formatDateTime, type DateBehavior } from "./dates";
import { formatNumber } from "./numbers";
import type { UserFormat } from "./user-format";

export const behaviorOf = (column: Column): DateBehavior =>
  (column.dateBehavior ?? "UserLocal") as DateBehavior;

/** Decimals have two digits unless the column says otherwise. */
const DEFAULT_PRECISION = 2;

export const precisionOf = (column: Column): number =>
  column.type === "Integer" || column.type === "BigInt" ? 0 : (column.precision ?? DEFAULT_PRECISION);

/** A column's value as words in the person's format; empty for null. Lookups and choices are the caller's. */
export function formatValue(value: unknown, column: Column, format: UserFormat): string {
  if (value == null || value === "") return "";
  if (value instanceof Date) {
    return column.format === "DateOnly" || column.dateBehavior === "DateOnly"
      ? formatDate(value, format, behaviorOf(column))
      : formatDateTime(value, format, behaviorOf(column));
  }
  if (column.choices) {
    const values = Array.isArray(value) ? value : [Number(value)];
    return values.map((v) => column.choices?.find((c) => c.value === v)?.label ?? String(v)).join("; ");
  }
  if (typeof value === "number") return formatNumber(value, format, precisionOf(column));
  return String(value);
}
