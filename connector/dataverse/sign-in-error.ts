import { AuthError } from "@azure/msal-node";
import { DataverseError } from "./dataverse-error";

/** The authority's answers name what was wrong (AADSTS…): worth keeping; its connection failures are no refusals. */
export function signInError(error: unknown): DataverseError {
  if (error instanceof DataverseError) return error;
  const refused =
    error instanceof AuthError && !/network|timeout|fetch|endpoints?_resolution/i.test(error.errorCode);
  return new DataverseError(
    refused ? `Signing in was refused: ${error.errorCode}` : "The sign-in service cannot be reached.",
    {
      status: refused ? 401 : 0,
      cause: error,
    },
  );
}
