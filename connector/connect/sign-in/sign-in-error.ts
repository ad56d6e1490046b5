import { AuthError } from "@azure/msal-node";
import { explain } from "../explain";
import { DataverseError } from "../../dataverse/dataverse-error";
import { isSignInCode, type SignInProblem } from "./texts";

/** Signing in or connecting went wrong in a way a page can tell. */
export class SignInError extends Error {
  override readonly name = "SignInError";

  constructor(
    readonly problem: SignInProblem,
    /** The setup link, where it is still good: the page leads back to it. */
    readonly link?: string,
  ) {
    super(problem.code);
  }
}

/** The authority's own number for what happened. Its text is left out: it comes through the browser, and may name people. */
export function aadstsIn(text: unknown): string | undefined {
  return typeof text === "string" ? /\bAADSTS\d{4,9}\b/.exec(text)?.[0] : undefined;
}

/** An error code as the protocol writes them; anything else does not get onto a page. */
export const plainCode = (text: unknown): string =>
  typeof text === "string" && /^[a-z0-9_]{1,60}$/.test(text) ? text : "unknown_error";

/** A failed exchange of the code. */
export function exchangeProblem(error: unknown): SignInProblem {
  const cause = error instanceof DataverseError ? error.cause : error;
  if (error instanceof DataverseError && error.status === 0) return { code: "SIGN_IN_UNREACHABLE" };
  if (!(cause instanceof AuthError)) return { code: "SIGN_IN_FAILED", params: { details: "unknown_error" } };
  return {
    code: "SIGN_IN_FAILED",
    params: { details: aadstsIn(cause.errorMessage) ?? plainCode(cause.errorCode) },
  };
}

/** A failed connection, in the codes of the admin API; undefined for our own bugs. */
export function connectProblem(
  error: unknown,
  names: { readonly host: string; readonly system: string },
): SignInProblem | undefined {
  const known = explain(error, names);
  return known && isSignInCode(known.code) ? { code: known.code, params: known.params } : undefined;
}
