import { timingSafeEqual, createHash } from "node:crypto";
import type { Kernel, StoredRow } from "../contracts";
import { localUsers } from "../security/seed/people";
import { CLOCK_SKEW_S, isGoodAssertion } from "./client-assertion";
import { signJwt, verifyJwt, type Claims } from "./jwt";
import { signingKey } from "./keys";

/** Access tokens last about an hour (facts: authentication). */
export const TOKEN_LIFETIME_S = 3600;
/** Where tokens are given, at every name of this host. */
export const TOKEN_PATH = "/local/oauth2/v2.0/token";
/** The one tenant. */
export const TENANT_ID = "0a4f3c52-6b1d-4e0e-9f53-2d0a6e7c1b00";
/** Everybody's secret: this is a machine for trying things. */
const CLIENT_SECRET = "local";

export interface IssuedToken {
  readonly token: string;
  readonly expiresIn: number;
}

/** Why a token was refused; the text goes into the challenge. */
export type Refusal = "malformed" | "expired" | "audience";

/** What the authority says to a client's secret. */
export type SecretState = "right" | "wrong" | "expired";

/** The local stand-in for Microsoft Entra: it issues tokens for the local identities, and checks them. */
export interface Authority {
  /** `http://localhost:8365/local` */
  issuer(): string;
  /** A token for a client whose secret was right; undefined for an unknown client. */
  issue(clientId: string, resource: string): IssuedToken | undefined;
  /** A token for a person who signed in to a client; `session` names her sign-in. */
  issueFor(user: StoredRow, clientId: string, resource: string, session: string): IssuedToken;
  /** Who signed in (OpenID Connect), for the client. */
  idToken(user: StoredRow, clientId: string, nonce?: string): string;
  /** A switch for tests: how long tokens of clients last from now on, in seconds. */
  setLifetime(seconds: number): void;
  /** A switch for tests: how long tokens of people last from now on, in seconds. */
  setDelegatedLifetime(seconds: number): void;
  knows(clientId: string): boolean;
  stateOf(clientId: string, secret: string): SecretState;
  /** A switch for tests: from now on a client has this secret, or one that has expired (null). */
  setSecret(clientId: string, secret: string | null): void;
  /** Whether a client's signed assertion is good; false where it has no certificate. */
  takesAssertion(clientId: string, assertion: string): boolean;
  /** A switch for tests: from now on a client proves itself with this certificate (PEM), and its secret is wrong. */
  setCertificate(clientId: string, certificate: string): void;
  check(token: string): Claims | Refusal;
  jwks(): { readonly keys: readonly unknown[] };
}

export function createAuthority(kernel: Kernel): Authority {
  const seconds = (): number => Math.floor(kernel.now().getTime() / 1000);
  const issuer = (): string => `http://${kernel.organization.host}/local`;
  // Verifying costs more than anything else in a small request: a token that was good once is, until it expires.
  const verified = new Map<string, Claims>();
  let lifetime = TOKEN_LIFETIME_S;
  let delegatedLifetime = TOKEN_LIFETIME_S;
  // Secrets that tests have changed; null: expired.
  const secrets = new Map<string, string | null>();
  const certificates = new Map<string, string>();

  const claimsFor = (user: StoredRow, clientId: string, aud: string, lasting: number): Claims => {
    const now = seconds();
    return {
      iss: `${issuer()}/v2.0`,
      aud,
      iat: now,
      nbf: now,
      exp: now + lasting,
      appid: clientId,
      oid: String(user.values["azureactivedirectoryobjectid"]),
      tid: TENANT_ID,
      ver: "2.0",
    };
  };

  return {
    issuer,
    knows: (clientId) => identityOf(kernel, clientId) !== undefined,
    stateOf(clientId, secret) {
      if (certificates.has(clientId)) return "wrong";
      const known = secrets.get(clientId);
      if (known === null && sameText(secret, CLIENT_SECRET)) return "expired";
      return sameText(secret, known ?? CLIENT_SECRET) && known !== null ? "right" : "wrong";
    },
    setSecret: (clientId, secret) => void secrets.set(clientId, secret),
    setCertificate: (clientId, certificate) => void certificates.set(clientId, certificate),
    takesAssertion(clientId, assertion) {
      const certificate = certificates.get(clientId);
      if (certificate === undefined) return false;
      return isGoodAssertion(assertion, clientId, certificate, TOKEN_PATH, seconds());
    },
    issue(clientId, resource) {
      const user = identityOf(kernel, clientId);
      if (user === undefined) return undefined;
      const claims = claimsFor(user, clientId, resource, lifetime);
      return { token: signJwt(claims, signingKey()), expiresIn: lifetime };
    },
    issueFor(user, clientId, resource, session) {
      const claims = {
        ...claimsFor(user, clientId, resource, delegatedLifetime),
        scp: "user_impersonation",
        sid: session,
      };
      return { token: signJwt(claims, signingKey()), expiresIn: delegatedLifetime };
    },
    idToken(user, clientId, nonce) {
      const { internalemailaddress, fullname } = user.values;
      const claims = {
        ...claimsFor(user, clientId, clientId, TOKEN_LIFETIME_S),
        sub: user.id,
        name: fullname,
        preferred_username: internalemailaddress,
        ...(nonce === undefined ? {} : { nonce }),
      };
      return signJwt(claims, signingKey());
    },
    setLifetime(seconds) {
      lifetime = seconds;
    },
    setDelegatedLifetime(seconds) {
      delegatedLifetime = seconds;
    },
    check(token) {
      const claims = verified.get(token) ?? verifyJwt(token, signingKey());
      if (claims === undefined) return "malformed";
      const now = seconds();
      if (claims.exp + CLOCK_SKEW_S < now || claims.nbf - CLOCK_SKEW_S > now) {
        verified.delete(token);
        return "expired";
      }
      if (!isThisOrganization(claims.aud, kernel.organization.host)) return "audience";
      if (verified.size > 1000) verified.clear();
      verified.set(token, claims);
      return claims;
    },
    jwks: () => ({ keys: [signingKey().jwk] }),
  };
}

/** The user behind a client id: a sign-in name, or the application id of an application user. */
const identityOf = (kernel: Kernel, clientId: string): StoredRow | undefined => {
  const local = localUsers.find((user) => user.signIn === clientId || user.applicationId === clientId);
  return local === undefined ? undefined : kernel.store.get("systemuser", local.id);
};

/** Loopback has several names; all of them are this server when the port is the same. */
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether a resource (`https://org.crm.dynamics.com`, `http://localhost:8365/`) is this organisation. */
export function isThisOrganization(resource: string, host: string): boolean {
  try {
    const asked = new URL(resource);
    const own = new URL(`http://${host}`);
    if (asked.host === own.host) return true;
    return asked.port === own.port && LOOPBACK.has(asked.hostname) && LOOPBACK.has(own.hostname);
  } catch {
    return false;
  }
}

const sameText = (a: string, b: string): boolean =>
  timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
