import { isThisOrganization, type Authority } from "../authority";
import type { Grant } from "./grants";

/** A request to the authorize page that can be asked of a person. */
export interface AuthorizeRequest extends Omit<Grant, "userId"> {
  readonly state: string | undefined;
}

/** Shown on the page: where the answer would go is not to be trusted (RFC 6749 4.1.2.1). */
export interface PageFault {
  readonly fault: "client" | "redirect";
  readonly details: string;
}

/** Sent back to the application. */
export interface RedirectFault {
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly error: string;
  readonly description: string;
}

const OPENID_SCOPES = new Set(["openid", "profile", "email", "offline_access"]);
/** 43 characters are the 256 bits of a SHA-256 in base64url. */
const S256_CHALLENGE = /^[A-Za-z0-9_-]{43}$/;
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Reads the query of the authorize page (docs: v2-oauth2-auth-code-flow). PKCE is required here, with S256. */
export function readAuthorizeRequest(
  query: Readonly<Record<string, unknown>>,
  authority: Pick<Authority, "knows">,
  host: string,
): AuthorizeRequest | PageFault | RedirectFault {
  const text = (name: string): string | undefined =>
    typeof query[name] === "string" && query[name] !== "" ? query[name] : undefined;
  const clientId = text("client_id");
  if (clientId === undefined || !authority.knows(clientId))
    return { fault: "client", details: clientId ?? "" };
  const redirectUri = text("redirect_uri");
  // Nothing registers addresses here; codes leave for this machine only.
  if (redirectUri === undefined || !LOOPBACK.has(URL.parse(redirectUri)?.hostname ?? ""))
    return { fault: "redirect", details: redirectUri ?? "" };
  const state = text("state");
  const refuse = (error: string, description: string): RedirectFault => ({
    redirectUri,
    state,
    error,
    description,
  });

  if (text("response_type") !== "code")
    return refuse("unsupported_response_type", "AADSTS700054: response_type 'code' is the only one enabled.");
  if ((text("response_mode") ?? "query") !== "query")
    return refuse("invalid_request", "AADSTS70007: response_mode 'query' is the only one supported.");
  const challenge = text("code_challenge");
  if (challenge === undefined)
    return refuse("invalid_request", "AADSTS9002325: Proof Key for Code Exchange is required.");
  if (text("code_challenge_method") !== "S256" || !S256_CHALLENGE.test(challenge))
    return refuse("invalid_request", "AADSTS501491: The code_challenge must be made with S256.");
  const scopes = (text("scope") ?? "").split(/\s+/).filter(Boolean);
  const resources = scopes.filter((scope) => !OPENID_SCOPES.has(scope));
  const resource = /^(.+?)\/?\/(user_impersonation|\.default)$/.exec(resources[0] ?? "")?.[1];
  if (resources.length !== 1 || resource === undefined || !isThisOrganization(resource, host))
    return refuse("invalid_scope", "AADSTS70011: The scope must be user_impersonation of this organization.");
  const nonce = text("nonce");
  return { clientId, redirectUri, state, challenge, scopes, resource, ...(nonce ? { nonce } : {}) };
}

/** The application's address with an answer in it. */
export function answerAt(redirectUri: string, answer: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer))
    if (value !== undefined) url.searchParams.set(name, value);
  return url.href;
}
