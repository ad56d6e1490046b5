import { DataverseError } from "./dataverse-error";

/** Faults about a value that does not fit its column. */

export const stringTooLong = (table: string, column: string, maxLength: number): DataverseError =>
  new DataverseError(
    400,
    "0x80044331",
    `A validation error occurred.  The length of the '${column}' attribute of the '${table}' entity exceeded the maximum allowed length of '${maxLength}'.`,
  );

const outOfRange = (code: string, table: string, column: string, min: number, max: number): DataverseError =>
  new DataverseError(
    400,
    code,
    `A validation error occurred.  The value of '${column}' on record of type '${table}' is outside the valid range. It must be between '${min}' and '${max}'.`,
  );

export const integerOutOfRange = (table: string, column: string, min: number, max: number): DataverseError =>
  outOfRange("0x8004432f", table, column, min, max);

export const decimalOutOfRange = (table: string, column: string, min: number, max: number): DataverseError =>
  outOfRange("0x80044330", table, column, min, max);

export const choiceOutOfRange = (table: string, column: string, value: number): DataverseError =>
  new DataverseError(
    400,
    "0x8004431a",
    `A validation error occurred.  The value '${value}' of '${column}' on record of type '${table}' is outside the valid range. Accepted Values are the options of the column.`,
  );

/** A JSON value of another type than the column's. */
export const wrongType = (entity: string, value: unknown, type: string): DataverseError =>
  new DataverseError(
    400,
    "0x80048d19",
    `Error identified in Payload provided by the user for Entity :'${entity}', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: Cannot convert the literal '${String(value)}' to the expected type '${type}'.`,
  );

export const requiredMissing = (table: string, column: string): DataverseError =>
  new DataverseError(400, "0x80040200", `Required field '${column}' is missing on entity '${table}'.`);

export const invalidStateStatus = (table: string, state: number, status: number): DataverseError =>
  new DataverseError(
    400,
    "0x80048408",
    `${status} is not a valid status code for state code ${state} on ${table}.`,
  );

export const invalidState = (table: string, state: number): DataverseError =>
  new DataverseError(400, "0x80040233", `${state} is not a valid state code on ${table}.`);

export const invalidArgument = (message: string): DataverseError =>
  new DataverseError(400, "0x80040203", message);

/** A lookup to a table it may not point to. */
export const wrongTarget = (column: string, table: string): DataverseError =>
  new DataverseError(400, "0x80048d19", `The lookup '${column}' cannot refer to a row of '${table}'.`);

export const moneyNeedsCurrency = (): DataverseError =>
  new DataverseError(400, "0x80048cee", "The currency cannot be null.");
