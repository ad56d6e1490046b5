import type { StoredValue } from "../../contracts";
import { wrongType } from "../../errors";
import { isGuid } from "../../kernel/ids";
import { toSeconds } from "../../messages/rows/time";
import type { Column } from "../../metadata/types";
import { edmType } from "../../metadata/edm";

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,7})?)?(Z|[+-]\d\d:\d\d)$/i;
const DATE = /^\d{4}-\d\d-\d\d$/;

/** A JSON value as the column stores it; 400 when it is of another type (OData JSON format 4.0, section 7.1). */
export const readValue = (entity: string, column: Column, value: unknown): StoredValue => {
  if (value === null) return null;
  const stored = read(column, value);
  if (stored === undefined) throw wrongType(entity, value, edmType(column));
  return stored;
};

const read = (column: Column, value: unknown): StoredValue | undefined => {
  const edm = edmType(column);
  switch (edm) {
    case "Edm.String":
      return readText(column, value);
    case "Edm.Int32":
    case "Edm.Int64":
      return typeof value === "number" && Number.isInteger(value) ? value : undefined;
    case "Edm.Decimal":
    case "Edm.Double":
      return typeof value === "number" && Number.isFinite(value) ? rounded(column, value) : undefined;
    case "Edm.Boolean":
      return typeof value === "boolean" ? value : undefined;
    case "Edm.DateTimeOffset":
      return typeof value === "string" && DATE_TIME.test(value) ? readMoment(value) : undefined;
    case "Edm.Date":
      return typeof value === "string" && DATE.test(value) && !Number.isNaN(Date.parse(value))
        ? value
        : undefined;
    case "Edm.Guid":
      return isGuid(value) ? value.toLowerCase() : undefined;
    default:
      return undefined;
  }
};

const readText = (column: Column, value: unknown): StoredValue | undefined => {
  if (typeof value !== "string") return undefined;
  if (column.type !== "MultiSelectPicklist") return value;
  const numbers = value.split(",").map((part) => Number(part.trim()));
  return numbers.every(Number.isInteger) ? numbers : undefined;
};

const readMoment = (value: string): string | undefined => {
  const moment = new Date(value);
  return Number.isNaN(moment.getTime()) ? undefined : toSeconds(moment);
};

/** Decimals are stored with the column's precision. */
const rounded = (column: Column, value: number): number => {
  if (column.precision === undefined || column.type === "Double") return value;
  const factor = 10 ** column.precision;
  return Math.round(value * factor) / factor;
};
