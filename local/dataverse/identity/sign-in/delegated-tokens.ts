import type { Kernel, StoredRow } from "../../contracts";
import { TENANT_ID, type Authority } from "../authority";
import type { TokenAnswer } from "../token-endpoint";
import { grantRefused, missingParameter, type TokenError } from "../token-errors";
import type { Grant, GrantFault, Grants } from "./grants";

interface Parts {
  readonly kernel: Kernel;
  readonly authority: Authority;
  readonly grants: Grants;
}

/** The form's fields, once the client has shown its secret. */
interface Asked {
  readonly clientId: string;
  readonly text: (name: string) => string | undefined;
}

/** `grant_type=authorization_code` (docs: v2-oauth2-auth-code-flow, "Redeem a code for an access token"). */
export function answerCodeGrant(parts: Parts, { clientId, text }: Asked): TokenAnswer {
  const code = text("code");
  if (code === undefined) return refuse(parts, missingParameter("code"));
  const redirectUri = text("redirect_uri");
  const verifier = text("code_verifier");
  const redeemed = parts.grants.redeem(code, {
    clientId,
    ...(redirectUri ? { redirectUri } : {}),
    ...(verifier ? { verifier } : {}),
  });
  return answer(parts, redeemed, text);
}

/** `grant_type=refresh_token` (docs: v2-oauth2-auth-code-flow, "Refresh the access token"). */
export function answerRefreshGrant(parts: Parts, { clientId, text }: Asked): TokenAnswer {
  const token = text("refresh_token");
  if (token === undefined) return refuse(parts, missingParameter("refresh_token"));
  return answer(parts, parts.grants.refresh(token, clientId), text);
}

function answer(
  parts: Parts,
  given: { readonly grant: Grant; readonly session: string } | GrantFault,
  text: Asked["text"],
): TokenAnswer {
  const { kernel, authority, grants } = parts;
  if (typeof given === "string") return refuse(parts, grantRefused(given));
  const { grant, session } = given;
  const user = kernel.store.get("systemuser", grant.userId);
  if (user === undefined || user.values["isdisabled"] === true) return refuse(parts, grantRefused("revoked"));
  const issued = authority.issueFor(user, grant.clientId, grant.resource, session);
  const asked = new Set(grant.scopes);
  const clientInfo = Buffer.from(JSON.stringify({ uid: objectIdOf(user), utid: TENANT_ID }));
  return {
    status: 200,
    body: {
      token_type: "Bearer",
      scope: grant.scopes.filter((scope) => scope !== "offline_access").join(" "),
      expires_in: issued.expiresIn,
      ext_expires_in: issued.expiresIn,
      access_token: issued.token,
      ...(asked.has("offline_access") ? { refresh_token: grants.refreshToken(grant, session) } : {}),
      ...(asked.has("openid") ? { id_token: authority.idToken(user, grant.clientId, grant.nonce) } : {}),
      // Only who asks for it gets it, as Microsoft's libraries do.
      ...(text("client_info") === "1" ? { client_info: clientInfo.toString("base64url") } : {}),
    },
  };
}

export const objectIdOf = (user: StoredRow): string => String(user.values["azureactivedirectoryobjectid"]);

const refuse = ({ kernel }: Parts, error: (now: Date, traceId: string) => TokenError): TokenAnswer =>
  error(kernel.now(), kernel.newId());
