import { AuthError, ConfidentialClientApplication, type Configuration } from "@azure/msal-node";
import { DataverseError } from "./dataverse-error";
import { createDelegatedTokenSource, type Delegated } from "./delegated-sign-in";
import { isLoopback } from "./instance-url";
import { loopbackNetwork } from "./loopback-network";

/** Gives access tokens, from its cache while they last. */
export interface TokenSource {
  /** @throws DataverseError (401) when signing in is refused, (0) when the authority cannot be reached */
  token(): Promise<string>;
  /** The last token was refused: the next one is fetched anew, with the `claims` of the refusal where it made a challenge. */
  forget(claims?: string): void;
  /** A new token was refused as well: what to throw. */
  refused?(error: DataverseError): Promise<DataverseError>;
  /** Refreshes while there is still time. */
  refreshAhead?(): Promise<void>;
}

export interface Credentials {
  /** `https://login.microsoftonline.com/<tenant>`, or a local Dynamics' `http://localhost:<port>/local`. */
  readonly authority: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** A person signed in; without it, the connector works as the application's own user. */
  readonly delegated?: Delegated;
}

/** Microsoft's public sign-in service for a tenant. */
export function authorityOf(tenantId: string): string {
  return `https://login.microsoftonline.com/${encodeURIComponent(tenantId)}`;
}

/** Tokens for whoever the credentials name: a person who signed in, or the application's own user. */
export function createTokenSource(dataverseUrl: string, credentials: Credentials): TokenSource {
  const { delegated } = credentials;
  return delegated
    ? createDelegatedTokenSource(dataverseUrl, { ...credentials, delegated })
    : createApplicationTokenSource(dataverseUrl, credentials);
}

/**
 * Client credentials of an application user, through Microsoft's own library.
 * https://learn.microsoft.com/power-apps/developer/data-platform/use-single-tenant-server-server-authentication
 */
function createApplicationTokenSource(dataverseUrl: string, credentials: Credentials): TokenSource {
  const application = new ConfidentialClientApplication(configurationOf(credentials));
  const scopes = [`${dataverseUrl}/.default`];
  let skipCache = false;
  return {
    async token() {
      try {
        const result = await application.acquireTokenByClientCredential({ scopes, skipCache });
        if (!result) throw new DataverseError("Signing in gave no token.", { status: 401 });
        skipCache = false;
        return result.accessToken;
      } catch (error) {
        throw signInError(error);
      }
    },
    forget() {
      skipCache = true;
    },
  };
}

/** What both ways of signing in tell the library. */
export function configurationOf({ authority, clientId, clientSecret }: Credentials): Configuration {
  const url = new URL(authority);
  if (url.protocol === "https:") return { auth: { clientId, clientSecret, authority } };
  if (!isLoopback(url.hostname)) throw new Error("The authority must begin with https.");
  const secure = `https://${url.host}${url.pathname.replace(/\/$/, "")}`;
  return {
    auth: {
      clientId,
      clientSecret,
      authority: secure,
      knownAuthorities: [url.host],
      // Given here so that nothing asks the network where a local Dynamics signs people in.
      authorityMetadata: JSON.stringify({
        issuer: `${secure}/v2.0`,
        authorization_endpoint: `${secure}/oauth2/v2.0/authorize`,
        token_endpoint: `${secure}/oauth2/v2.0/token`,
        jwks_uri: `${secure}/discovery/v2.0/keys`,
      }),
    },
    system: { networkClient: loopbackNetwork },
  };
}

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
