/** The one factory of errors: every code, text and status the local Dataverse answers with. */
export { DataverseError, isDataverseError } from "./dataverse-error";
export * from "./record-errors";
export * from "./request-errors";
export * from "./value-errors";
export * from "./query-errors";
export * from "./access-errors";
