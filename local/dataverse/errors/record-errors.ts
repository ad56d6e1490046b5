import { DataverseError } from "./dataverse-error";

/** Faults about rows that are missing, doubled, stale or bound. Codes: web-service-error-codes; status: compose-http-requests-handle-errors. */

export const recordNotFound = (table: string, id: string): DataverseError =>
  new DataverseError(404, "0x80040217", `${table} With Id = ${id} Does Not Exist`);

export const recordNotFoundByKey = (table: string): DataverseError =>
  new DataverseError(
    404,
    "0x80060891",
    `A record with the specified key values does not exist in ${table} entity`,
  );

/** The primary id is taken. */
export const duplicatePrimaryKey = (): DataverseError =>
  new DataverseError(412, "0x80040237", "Cannot insert duplicate key.");

/** `If-None-Match: *` on a row that exists. */
export const recordExists = (): DataverseError =>
  new DataverseError(412, "0x80040237", "A record with matching key values already exists.");

export const alternateKeyViolated = (keyName: string, columns: string): DataverseError =>
  new DataverseError(
    412,
    "0x80060892",
    `Entity Key ${keyName} violated. A record with the same value for ${columns} already exists. ` +
      "A duplicate record cannot be created. Select one or more unique values and try again.",
  );

export const versionMismatch = (): DataverseError =>
  new DataverseError(
    412,
    "0x80060882",
    "The version of the existing record doesn't match the RowVersion property provided.",
  );

export const cannotDeleteDueToAssociation = (): DataverseError =>
  new DataverseError(
    405,
    "0x80040227",
    "The object you tried to delete is associated with another object and cannot be deleted.",
  );

/** Waited too long for a row that another transaction holds. */
export const sqlTimeout = (): DataverseError => new DataverseError(500, "0x80044151", "SQL timeout expired.");

export const entityKeyNotDefined = (table: string): DataverseError =>
  new DataverseError(
    400,
    "0x80060890",
    `The specified key attributes are not a defined key for the ${table} entity`,
  );

export const cannotUpdateInactive = (table: string): DataverseError =>
  new DataverseError(400, "0x80040203", `Cannot update a closed or canceled ${table} activity.`);

export const mergeNotActive = (): DataverseError =>
  new DataverseError(400, "0x80040258", "Merge cannot be performed on sub-entity that is inactive.");

export const mergeSameRecord = (): DataverseError =>
  new DataverseError(400, "0x80040203", "Merge cannot be performed on the same record.");

/** The platform's words; which code stands beside them is inferred. */
export const leadAlreadyClosed = (): DataverseError =>
  new DataverseError(400, "0x80040203", "The lead is already closed.");

/** A key of that name is there already. */
export const duplicateKeyName = (name: string): DataverseError =>
  new DataverseError(400, "0x80060894", `An entity key with the name '${name}' already exists.`);
