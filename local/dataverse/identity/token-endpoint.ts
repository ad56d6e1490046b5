import type { Kernel } from "../contracts";
import { isThisOrganization, type Authority } from "./authority";
import { JWT_BEARER } from "./client-assertion";
import { answerCodeGrant, answerRefreshGrant } from "./sign-in/delegated-tokens";
import type { Grants } from "./sign-in/grants";
import {
  expiredSecret,
  missingParameter,
  unknownClient,
  unknownGrant,
  wrongAssertion,
  wrongResource,
  wrongSecret,
  type TokenError,
} from "./token-errors";

export interface TokenAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

/** `<resource>/.default`: the way a confidential client asks for a resource. */
const DEFAULT_SCOPE = /^(.*?)\/?\/\.default$/;

/** What the grants need once the client is known. */
interface Parts {
  readonly kernel: Kernel;
  readonly authority: Authority;
  readonly grants: Grants;
}

const GRANTS = new Set(["client_credentials", "authorization_code", "refresh_token"]);

/**
 * Client credentials (docs: v2-oauth2-client-creds-grant-flow), codes and refresh tokens of people. Takes the form's fields and, instead of the two client
 * fields, an `Authorization: Basic` header; gives the answer.
 */
export function answerTokenRequest(
  parts: Parts,
  form: Readonly<Record<string, unknown>>,
  authorization: string | undefined,
): TokenAnswer {
  const { kernel, authority } = parts;
  const refuse = (error: (now: Date, traceId: string) => TokenError): TokenAnswer =>
    error(kernel.now(), kernel.newId());
  const text = (name: string): string | undefined =>
    typeof form[name] === "string" ? form[name] : undefined;
  const basic = credentialsIn(authorization);
  const clientId = text("client_id") ?? basic?.[0];
  const secret = text("client_secret") ?? basic?.[1];
  const grant = text("grant_type") ?? "client_credentials";
  if (!GRANTS.has(grant)) return refuse(unknownGrant(grant));
  if (clientId === undefined) return refuse(missingParameter("client_id"));
  if (!authority.knows(clientId)) return refuse(unknownClient(clientId));
  const assertion = text("client_assertion_type") === JWT_BEARER ? text("client_assertion") : undefined;
  if (assertion !== undefined) {
    if (!authority.takesAssertion(clientId, assertion)) return refuse(wrongAssertion(clientId));
  } else {
    if (secret === undefined) return refuse(missingParameter("client_secret"));
    const state = authority.stateOf(clientId, secret);
    if (state === "expired") return refuse(expiredSecret(clientId));
    if (state === "wrong") return refuse(wrongSecret(clientId));
  }
  if (grant === "authorization_code") return answerCodeGrant(parts, { clientId, text });
  if (grant === "refresh_token") return answerRefreshGrant(parts, { clientId, text });

  // Nobody else lives here, so a request that names no resource means this organisation.
  const scope = text("scope") ?? text("resource");
  const resource =
    scope === undefined ? `http://${kernel.organization.host}` : (DEFAULT_SCOPE.exec(scope)?.[1] ?? scope);
  if (!isThisOrganization(resource, kernel.organization.host)) return refuse(wrongResource(resource));
  const issued = authority.issue(clientId, resource);
  if (issued === undefined) return refuse(unknownClient(clientId));
  return {
    status: 200,
    body: {
      token_type: "Bearer",
      expires_in: issued.expiresIn,
      ext_expires_in: issued.expiresIn,
      access_token: issued.token,
    },
  };
}

const credentialsIn = (authorization: string | undefined): readonly [string, string] | undefined => {
  const encoded = /^Basic +(\S+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [id = "", secret = ""] = Buffer.from(encoded, "base64")
    .toString("utf8")
    .split(":")
    .map(decodeURIComponent);
  return [id, secret];
};
