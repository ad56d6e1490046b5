import { DataverseError } from "../../../connector/dataverse/dataverse-error";

/** Dataverse's own answers to what cannot be done (web-service-error-codes), as the local Dynamics gives them. */
export const refusals = {
  notFound: (table: string, id: string) =>
    new DataverseError(`${table} With Id = ${id} Does Not Exist`, { status: 404, code: "0x80040217" }),
  duplicateId: () => new DataverseError("Cannot insert duplicate key.", { status: 412, code: "0x80040237" }),
  keyViolated: (key: string) =>
    new DataverseError(`Entity Key ${key} violated.`, { status: 412, code: "0x80060892" }),
  versionMismatch: () =>
    new DataverseError("The version of the existing record doesn't match the RowVersion property provided.", {
      status: 412,
      code: "0x80060882",
    }),
  tooLong: (table: string, column: string, length: number) =>
    new DataverseError(
      `A validation error occurred.  The length of the '${column}' attribute of the '${table}' entity exceeded the maximum allowed length of '${length}'.`,
      { status: 400, code: "0x80044331" },
    ),
  unknownColumn: (table: string, name: string) =>
    new DataverseError(`Could not find a property named '${name}' on type '${table}'.`, {
      status: 400,
      code: "0x80060888",
    }),
  unknownSegment: (segment: string) =>
    new DataverseError(`Resource not found for the segment '${segment}'.`, {
      status: 404,
      code: "0x8006088a",
    }),
  noTable: (table: string) =>
    new DataverseError(`Could not find an entity with name ${table}.`, { status: 404, code: "0x80040217" }),
  notUnderstood: (text: string) => new Error(`The simulated Dataverse does not understand: ${text}`),
  notPermitted: (table: string) =>
    new DataverseError(`Principal user is missing privileges on ${table}.`, {
      status: 403,
      code: "0x80040220",
    }),
  staleDelta: () => new DataverseError("The delta token has expired.", { status: 400, code: "0x80044352" }),
  againstARule: () =>
    new DataverseError("The title does not fit the rules of this company.", {
      status: 400,
      code: "0x80040265",
    }),
  inactive: () =>
    new DataverseError("Merge cannot be performed on sub-entity that is inactive.", {
      status: 400,
      code: "0x80040258",
    }),
};
