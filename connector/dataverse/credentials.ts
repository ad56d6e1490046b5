import type { AuthError, Configuration } from "@azure/msal-node";
import { isLoopback } from "../../core/values/loopback";
import type { DataverseError } from "./dataverse-error";
import { proofOfApplication } from "./application-proof";
import { loopbackNetwork } from "./loopback-network";
import type { WhenRefused } from "./needs-sign-in-error";
import type { TokenCacheStore } from "./token-cache";

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
  /** The client secret, or a certificate with its key as PEM. */
  readonly clientSecret: string;
  /** Told when a person has to do something before the next token comes. */
  readonly whenRefused?: WhenRefused;
  /** A person signed in; without it, the connector works as the application's own user. */
  readonly delegated?: Delegated;
}

/** A person signed in for the connector, rather than an application user. */
export interface Delegated {
  readonly cache: TokenCacheStore;
}

export type DelegatedCredentials = Credentials & { readonly delegated: Delegated };

/**
 * The client secret has expired (AADSTS7000222) or is another one now (7000215), the certificate is not registered (700027); the application is gone (700016) or disabled
 * (7000112). Nothing but an admin changes that. https://learn.microsoft.com/entra/identity-platform/reference-error-codes
 */
export function refusesTheApplication({ errorCode }: AuthError): boolean {
  return errorCode === "invalid_client" || errorCode === "unauthorized_client";
}

/** What both ways of signing in tell the library. */
export function configurationOf({ authority, clientId, clientSecret }: Credentials): Configuration {
  const url = new URL(authority);
  const proof = proofOfApplication(clientSecret);
  if (url.protocol === "https:") return { auth: { clientId, ...proof, authority } };
  if (!isLoopback(url.hostname)) throw new Error("The authority must begin with https.");
  const secure = `https://${url.host}${url.pathname.replace(/\/$/, "")}`;
  return {
    auth: {
      clientId,
      ...proof,
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
