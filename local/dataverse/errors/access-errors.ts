import { DataverseError } from "./dataverse-error";

/** Faults about who is asking. */

export const unauthorized = (detail: string): DataverseError =>
  new DataverseError(401, "0x80048306", detail, { "WWW-Authenticate": "Bearer" });

export const privilegeMissing = (userId: string, privilege: string): DataverseError =>
  new DataverseError(
    403,
    "0x80040220",
    `Principal user (Id=${userId}, type=8) is missing ${privilege} privilege (Id=) on OTC=0 for entity ''.`,
  );
