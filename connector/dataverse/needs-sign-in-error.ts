import { DataverseError } from "./dataverse-error";

/** The person the connector works as has to sign in again: nothing that waits for Dataverse can go on before. */
export class NeedsSignInError extends DataverseError {
  /** @param reason the authority's error code; no text of its own, which may quote names */
  constructor(reason: string, cause?: unknown) {
    super(`Signing in is needed: ${reason}`, { status: 401, cause });
  }
}
