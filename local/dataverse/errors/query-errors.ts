import { DataverseError } from "./dataverse-error";

/** Faults about queries: OData options, FetchXML, change tracking. */

/** `$select`, `$filter`, `$orderby` with a name the table does not have. */
export const noSuchProperty = (property: string, table: string): DataverseError =>
  new DataverseError(
    400,
    "0x0",
    `Could not find a property named '${property}' on type 'Microsoft.Dynamics.CRM.${table}'.`,
  );

export const syntaxError = (position: number, text: string): DataverseError =>
  new DataverseError(400, "0x0", `Syntax error at position ${position} in '${text}'.`);

export const incompatibleTypes = (left: string, right: string, operator: string): DataverseError =>
  new DataverseError(
    400,
    "0x0",
    `A binary operator with incompatible types was detected. Found operand types '${left}' and '${right}' for operator kind '${operator}'.`,
  );

export const columnNotFilterable = (column: string, table: string): DataverseError =>
  new DataverseError(
    400,
    "0x80041120",
    `The attribute '${column}' of the entity '${table}' cannot be used in a filter.`,
  );

export const aggregateLimit = (): DataverseError =>
  new DataverseError(400, "0x8004e023", "AggregateQueryRecordLimit exceeded. Cannot perform this operation.");

export const changeTrackingNotEnabled = (table: string): DataverseError =>
  new DataverseError(400, "0x80072491", `Entity: ${table} isn't enabled for change tracking.`);

export const deltaTokenExpired = (): DataverseError =>
  new DataverseError(
    400,
    "0x80044352",
    "The date in the data token provided is older than the expire change tracking in days setting of the organization.",
  );

export const badSkipToken = (): DataverseError =>
  new DataverseError(400, "0x80060888", "Malformed XML in the Paging Cookie.");

export const fetchInvalid = (detail: string): DataverseError =>
  new DataverseError(400, "0x80041104", `Invalid Fetch XML: ${detail}`);

export const fetchNoTable = (table: string): DataverseError =>
  new DataverseError(
    400,
    "0x80041102",
    `The entity with a name = '${table}' was not found in the MetadataCache.`,
  );

export const fetchNoColumn = (table: string, column: string): DataverseError =>
  new DataverseError(
    400,
    "0x80041103",
    `'${table}' entity doesn't contain attribute with Name = '${column}'.`,
  );

export const conditionInvalid = (detail: string): DataverseError =>
  new DataverseError(400, "0x80040203", detail);
