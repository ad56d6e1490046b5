import type { ColumnInfo } from "../mapping/columns";
import type { Value } from "../records";
import { EARLIEST_DATE, readDate, toDateOnly, toDateTime } from "../values/date";
import { isEmpty } from "../values/empty";
import { normaliseGuid } from "../values/guid";
import { storable, unifyLineBreaks } from "../values/text";
import { toChoice } from "./transformations/choice";
import type { Mapped } from "./types";

/** Words that mean yes or no where a system has no booleans. */
const YES = new Set(["true", "yes", "1"]);
const NO = new Set(["false", "no", "0"]);

/** A decimal number as systems write it: no thousands separators, because "1,234" is two numbers in two countries. */
const NUMERAL = /^[+-]?\d+(\.\d+)?(e[+-]?\d+)?$/i;

/**
 * Makes a value fit a column: the type Dataverse expects, within its limits, or left out with the reason.
 * A text too long is left out, not cut: cutting is a line's own decision (transformation "cut").
 */
export function fit(value: Value, column: ColumnInfo): Mapped {
  if (isEmpty(value)) return { value: null };
  switch (column.type) {
    case "string":
      return fitText(value, column, (text) => text.replace(/\s*\n\s*/g, " "));
    case "memo":
      return fitText(value, column, (text) => text);
    case "integer":
    case "bigint":
      return fitWholeNumber(value, column);
    case "decimal":
    case "double":
    case "money":
      return fitDecimal(value, column);
    case "boolean":
      return fitBoolean(value);
    case "choice":
    case "state":
    case "status":
      return fitChoice(value, column);
    case "multiChoice":
      return fitMultiChoice(value, column);
    case "dateTime":
      return fitDate(value, column);
    case "lookup":
    case "customer":
    case "owner":
    case "uniqueIdentifier": {
      const guid = normaliseGuid(value);
      return guid === null ? { leftOut: "wrongType" } : { value: guid };
    }
    default:
      return { leftOut: "wrongType" };
  }
}

function fitText(value: Value, column: ColumnInfo, shape: (text: string) => string): Mapped {
  if (Array.isArray(value)) return { leftOut: "wrongType" };
  const text = shape(storable(unifyLineBreaks(String(value)))).trimEnd();
  if (column.maxLength !== undefined && text.length > column.maxLength) return { leftOut: "tooLong" };
  return { value: isEmpty(text) ? null : text };
}

function fitWholeNumber(value: Value, column: ColumnInfo): Mapped {
  const number = readNumber(value);
  if (number === null || !Number.isInteger(number)) return { leftOut: "wrongType" };
  // JSON carries no larger number exactly: writing it would write another one.
  return Number.isSafeInteger(number) ? withinRange(number, column) : { leftOut: "outOfRange" };
}

/** Decimals beyond the column's precision are rounded, as Dataverse itself does. */
function fitDecimal(value: Value, column: ColumnInfo): Mapped {
  const number = readNumber(value);
  if (number === null) return { leftOut: "wrongType" };
  return withinRange(
    column.precision === undefined ? number : Number(number.toFixed(column.precision)),
    column,
  );
}

function withinRange(number: number, column: ColumnInfo): Mapped {
  const fits = number >= (column.min ?? -Infinity) && number <= (column.max ?? Infinity);
  // Adding 0 turns -0 into 0.
  return fits ? { value: number + 0 } : { leftOut: "outOfRange" };
}

function readNumber(value: Value): number | null {
  const number = typeof value === "string" && NUMERAL.test(value.trim()) ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}

function fitBoolean(value: Value): Mapped {
  const word = String(value).trim().toLowerCase();
  if (YES.has(word)) return { value: true };
  return NO.has(word) ? { value: false } : { leftOut: "wrongType" };
}

/** A number must be one of the choices; a word must be a label ("only exact options"). */
function fitChoice(value: Value, column: ColumnInfo): Mapped {
  if (typeof value === "boolean" || Array.isArray(value)) return { leftOut: "wrongType" };
  const choices = column.choices ?? [];
  const choice =
    toChoice(value, { kind: "choice", by: "value" }, choices) ??
    toChoice(value, { kind: "choice", by: "label" }, choices);
  return choice === null ? { leftOut: "notInChoices" } : { value: choice };
}

function fitMultiChoice(value: Value, column: ColumnInfo): Mapped {
  if (typeof value === "boolean") return { leftOut: "wrongType" };
  const parts: readonly Value[] =
    typeof value === "string" ? value.split(/[,;]/) : Array.isArray(value) ? value : [value];
  const chosen: number[] = [];
  for (const part of parts) {
    if (isEmpty(part)) continue;
    const fitted = fitChoice(part, column);
    if (!("value" in fitted)) return fitted;
    if (!chosen.includes(fitted.value as number)) chosen.push(fitted.value as number);
  }
  return { value: chosen.sort((a, b) => a - b) };
}

function fitDate(value: Value, column: ColumnInfo): Mapped {
  const date = typeof value === "string" ? readDate(value) : null;
  if (date === null) return { leftOut: "wrongType" };
  if (toDateOnly(date) < EARLIEST_DATE) return { leftOut: "outOfRange" };
  return { value: column.dateOnly ? toDateOnly(date) : toDateTime(date) };
}
