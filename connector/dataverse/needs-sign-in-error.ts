import type { IssueCode } from "../../core/issues/codes";
import { DataverseError } from "./dataverse-error";

/** Why nobody is let in any more: a person's sign-in has ended, or the application's own secret is refused. */
export type PauseCode = Extract<IssueCode, "NEEDS_SIGN_IN" | "SECRET_REFUSED">;

/** Hears that somebody has to do something. `lastToken`: a token that is still taken for a while, to say so in Dataverse. */
export type WhenRefused = (code: PauseCode, lastToken: string | null) => Promise<void>;

/** What the authority wants only a person can give: nothing that waits for Dataverse can go on before. */
export class NeedsSignInError extends DataverseError {
  /** @param reason the authority's error code; no text of its own, which may quote names */
  constructor(reason: string, cause?: unknown) {
    super(`Signing in is needed: ${reason}`, { status: 401, cause });
  }
}
