import type { StoredValue } from "../contracts";
import { conditionInvalid } from "../errors";
import { isGuid } from "../kernel/ids";
import { toSeconds } from "../messages/rows/time";
import type { Column } from "../metadata/types";

/** An operand given as text (FetchXML, query functions), as the column stores it. */
export const coerce = (column: Column, text: string): StoredValue => {
  switch (column.type) {
    case "Integer":
    case "BigInt":
    case "Decimal":
    case "Double":
    case "Money":
    case "Picklist":
    case "State":
    case "Status":
    case "MultiSelectPicklist":
      return numberOf(column, text);
    case "Boolean":
      return booleanOf(column, text);
    case "DateTime":
      return dateOf(column, text);
    case "Uniqueidentifier":
    case "Lookup":
    case "Customer":
    case "Owner":
      return guidOf(column, text);
    default:
      return text;
  }
};

const numberOf = (column: Column, text: string): number => {
  const value = Number(text);
  if (text.trim() === "" || Number.isNaN(value))
    throw conditionInvalid(
      `Condition for attribute '${column.logicalName}': '${text}' is not a valid number.`,
    );
  return value;
};

const booleanOf = (column: Column, text: string): boolean => {
  if (text === "1" || text.toLowerCase() === "true") return true;
  if (text === "0" || text.toLowerCase() === "false") return false;
  throw conditionInvalid(
    `Condition for attribute '${column.logicalName}': '${text}' is not a valid boolean.`,
  );
};

const dateOf = (column: Column, text: string): string => {
  const moment = new Date(text);
  if (Number.isNaN(moment.getTime()))
    throw conditionInvalid(
      `The date-time format for ${text} is invalid, or value is outside the supported range.`,
    );
  return column.dateTimeBehavior === "DateOnly" ? text.slice(0, 10) : toSeconds(moment);
};

const guidOf = (column: Column, text: string): string => {
  const bare = text.replace(/^\{|\}$/g, "").toLowerCase();
  if (!isGuid(bare))
    throw conditionInvalid(
      `Condition for attribute '${column.logicalName}': expected argument(s) of type 'System.Guid' but received '${text}'.`,
    );
  return bare;
};
