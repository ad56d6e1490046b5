import {
  AuthError,
  ConfidentialClientApplication,
  CryptoProvider,
  InteractionRequiredAuthError,
} from "@azure/msal-node";
import { DataverseError } from "./dataverse-error";
import { isLoopback } from "./instance-url";
import { NeedsSignInError } from "./needs-sign-in-error";
import { configurationOf, signInError, type Credentials, type TokenSource } from "./sign-in";
import { cachePluginFor, type TokenCacheStore } from "./token-cache";

/** A person signed in for the connector, rather than an application user. */
export interface Delegated {
  readonly cache: TokenCacheStore;
  /** She has to sign in again. `lastToken`: a token that is still taken for a while, to say so in Dataverse. */
  readonly onSignInNeeded?: (lastToken: string | null) => Promise<void>;
}

export type DelegatedCredentials = Credentials & { readonly delegated: Delegated };

/** A token this close to its end is replaced before it is used: a long request must not outlive it. */
const REPLACE_MS = 5 * 60_000;
/** The keeper refreshes this far ahead: should it be refused, there is still a token to say so with. */
const REFRESH_AHEAD_MS = 30 * 60_000;

/** The authority's answers that only a person (or a new client secret) can change. */
const NEEDS_A_PERSON = new Set([
  "invalid_grant",
  "interaction_required",
  "login_required",
  "consent_required",
  "invalid_client",
  "unauthorized_client",
]);
const PASSING = new Set(["server_error", "temporarily_unavailable"]);

/** `user_impersonation`: with the rights of the person, and no more. The library adds `offline_access` by itself. */
const scopesFor = (dataverseUrl: string) => [`${dataverseUrl}/user_impersonation`, "offline_access"];

function applicationFor(credentials: DelegatedCredentials): ConfidentialClientApplication {
  const { auth, system } = configurationOf(credentials);
  return new ConfidentialClientApplication({
    // CP1 says that we understand claims challenges; Dataverse sends none to who does not.
    auth: { ...auth, clientCapabilities: ["CP1"] },
    cache: { cachePlugin: cachePluginFor(credentials.delegated.cache) },
    ...(system ? { system } : {}),
  });
}

/** A PKCE pair (RFC 7636, S256). */
export function newPkce(): Promise<{ readonly verifier: string; readonly challenge: string }> {
  return new CryptoProvider().generatePkceCodes();
}

/** Where the browser is sent to sign in. @throws DataverseError when the authority cannot be asked where that is */
export async function signInAddress(
  dataverseUrl: string,
  credentials: DelegatedCredentials,
  to: { readonly redirectUri: string; readonly state: string; readonly challenge: string },
): Promise<string> {
  const asked = applicationFor(credentials).getAuthCodeUrl({
    scopes: scopesFor(dataverseUrl),
    redirectUri: to.redirectUri,
    state: to.state,
    codeChallenge: to.challenge,
    codeChallengeMethod: "S256",
    // The account for a service is chosen on purpose, not the one the browser happens to have.
    prompt: "select_account",
  });
  const address = new URL(
    await asked.catch((error: unknown) => {
      throw signInError(error);
    }),
  );
  // The library knows https only; see loopback-network.ts.
  if (isLoopback(address.hostname)) address.protocol = new URL(credentials.authority).protocol;
  return address.href;
}

/** Exchanges the code; the tokens are in the credentials' cache then. @throws DataverseError 401 when it is refused */
export async function redeemCode(
  dataverseUrl: string,
  credentials: DelegatedCredentials,
  by: { readonly code: string; readonly redirectUri: string; readonly verifier: string },
): Promise<void> {
  try {
    await applicationFor(credentials).acquireTokenByCode({
      scopes: scopesFor(dataverseUrl),
      code: by.code,
      redirectUri: by.redirectUri,
      codeVerifier: by.verifier,
    });
  } catch (error) {
    throw signInError(error);
  }
}

/** Tokens of the person who signed in, refreshed ahead of time. */
export function createDelegatedTokenSource(
  dataverseUrl: string,
  credentials: DelegatedCredentials,
): TokenSource {
  const application = applicationFor(credentials);
  const scopes = scopesFor(dataverseUrl);
  let held: { readonly token: string; readonly until: number } | null = null;
  let anew: { readonly claims?: string } | null = null;
  let underWay: Promise<string> | null = null;

  const lastsFor = (ms: number) => held !== null && held.until - Date.now() > ms;

  const needsSignIn = async (reason: string, cause?: unknown): Promise<NeedsSignInError> => {
    await credentials.delegated.onSignInNeeded?.(lastsFor(0) ? held!.token : null);
    return new NeedsSignInError(reason, cause);
  };

  const fetchToken = async (force: boolean): Promise<string> => {
    const asked = anew;
    try {
      const [account] = await application.getTokenCache().getAllAccounts();
      if (!account) throw await needsSignIn("no_account");
      const result = await application.acquireTokenSilent({
        account,
        scopes,
        forceRefresh: force || asked !== null,
        ...(asked?.claims ? { claims: asked.claims } : {}),
      });
      if (anew === asked) anew = null;
      held = { token: result.accessToken, until: result.expiresOn?.getTime() ?? Date.now() };
      return held.token;
    } catch (error) {
      if (error instanceof DataverseError) throw error;
      if (needsAPerson(error)) throw await needsSignIn(error.errorCode, error);
      // The sign-in service stumbles; what we hold is good for a while.
      if (anew === null && lastsFor(0)) return held!.token;
      throw isPassing(error)
        ? new DataverseError("The sign-in service cannot be reached.", { status: 0, cause: error })
        : signInError(error);
    }
  };

  /** All who wait share one request. */
  const fetchOnce = (force = false): Promise<string> =>
    (underWay ??= fetchToken(force).finally(() => {
      underWay = null;
    }));

  return {
    token: () => (anew === null && lastsFor(REPLACE_MS) ? Promise.resolve(held!.token) : fetchOnce()),
    forget(claims) {
      held = null;
      anew = claims === undefined ? {} : { claims };
    },
    refused: (error) => needsSignIn(error.claims === undefined ? "token_refused" : "claims_challenge", error),
    async refreshAhead() {
      if (!lastsFor(REPLACE_MS)) await fetchOnce();
      if (!lastsFor(REFRESH_AHEAD_MS)) await fetchOnce(true);
    },
  };
}

function needsAPerson(error: unknown): error is AuthError {
  if (error instanceof InteractionRequiredAuthError) return true;
  return error instanceof AuthError && NEEDS_A_PERSON.has(error.errorCode);
}

function isPassing(error: unknown): boolean {
  return error instanceof AuthError && PASSING.has(error.errorCode);
}
