import { ConfidentialClientApplication } from "@azure/msal-node";
import { configurationOf, refusesTheApplication, type Credentials, type TokenSource } from "./credentials";
import { createDelegatedTokenSource } from "./delegated-sign-in";
import { HeldTokens } from "./held-tokens";

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
  const tokens = new HeldTokens(
    {
      fetch: ({ anew }) => application.acquireTokenByClientCredential({ scopes, skipCache: anew }),
      pauseFor: (error) => (refusesTheApplication(error) ? "SECRET_REFUSED" : null),
    },
    credentials.whenRefused,
  );
  return {
    token: () => tokens.token(),
    forget: () => tokens.forget(),
    refreshAhead: () => tokens.refreshAhead(),
  };
}
