import {
  ConfidentialClientApplication,
  CryptoProvider,
  InteractionRequiredAuthError,
  type AuthError,
} from "@azure/msal-node";
import { HeldTokens } from "./held-tokens";
import { isLoopback } from "../../core/values/loopback";
import type { PauseCode } from "./needs-sign-in-error";
import {
  configurationOf,
  refusesTheApplication,
  type DelegatedCredentials,
  type TokenSource,
} from "./credentials";
import { signInError } from "./sign-in-error";
import { cachePluginFor } from "./token-cache";

/** The authority's answers that only a new sign-in can change. */
const NEEDS_A_PERSON = new Set([
  "invalid_grant",
  "interaction_required",
  "login_required",
  "consent_required",
]);

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

/**
 * Exchanges the code; the tokens are in the credentials' cache then. Gives the object id of whoever signed in.
 * @throws DataverseError 401 when it is refused
 */
export async function redeemCode(
  dataverseUrl: string,
  credentials: DelegatedCredentials,
  by: { readonly code: string; readonly redirectUri: string; readonly verifier: string },
): Promise<string> {
  try {
    const { account } = await applicationFor(credentials).acquireTokenByCode({
      scopes: scopesFor(dataverseUrl),
      code: by.code,
      redirectUri: by.redirectUri,
      codeVerifier: by.verifier,
    });
    return account?.localAccountId ?? "";
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
  const tokens = new HeldTokens(
    {
      async fetch({ anew, claims }) {
        const [account] = await application.getTokenCache().getAllAccounts();
        if (!account) throw new InteractionRequiredAuthError("no_account", "");
        return application.acquireTokenSilent({
          account,
          scopes,
          forceRefresh: anew,
          ...(claims === undefined ? {} : { claims }),
        });
      },
      pauseFor,
    },
    credentials.whenRefused,
  );
  return {
    token: () => tokens.token(),
    forget: (claims) => tokens.forget(claims),
    refused: (error) =>
      tokens.pause("NEEDS_SIGN_IN", error.claims === undefined ? "token_refused" : "claims_challenge", error),
    refreshAhead: () => tokens.refreshAhead(),
  };
}

/** A secret that is refused is refused whoever signs in. */
function pauseFor(error: AuthError): PauseCode | null {
  if (refusesTheApplication(error)) return "SECRET_REFUSED";
  const needed = error instanceof InteractionRequiredAuthError || NEEDS_A_PERSON.has(error.errorCode);
  return needed ? "NEEDS_SIGN_IN" : null;
}
