import type { CallContext, Kernel } from "../contracts";
import type { AccessChecks } from "../security/checks";
import { claimsChallenge, notAMember, privilegeDenied, unauthorized, userDisabled } from "../security/errors";
import { MISCELLANEOUS } from "../security/privilege-names";
import { privilegeId } from "../security/seed/privileges";
import { invalidHeader } from "../errors";
import { isGuid } from "../kernel/ids";
import type { Authority } from "./authority";
import { sessionIdIn, type Sessions } from "./sessions";
import type { Grants } from "./sign-in/grants";

export type Headers = Readonly<Record<string, string | string[] | undefined>>;

const one = (headers: Headers, name: string): string | undefined => {
  const value = headers[name];
  return Array.isArray(value) ? value[0] : value;
};

/** Texts of the challenge's error_description. */
const REFUSALS = {
  malformed: "The access token is invalid",
  expired: "The access token expired",
  audience: "The audience is invalid",
} as const;

/**
 * Finds out who calls: a bearer token, or the browser's session. Then whom for: `MSCRMCallerID` (systemuserid) or
 * `CallerObjectId` (Entra object id) name the impersonated user (docs: impersonate-another-user-web-api).
 */
export function createAuthenticate(
  kernel: Kernel,
  authority: Authority,
  sessions: Sessions,
  checks: AccessChecks,
  grants: Grants,
): (headers: Headers) => Promise<CallContext> {
  const resource = (): string => `http://${kernel.organization.host}/`;

  const signedIn = (headers: Headers): string => {
    const authorization = one(headers, "authorization");
    if (authorization !== undefined) return byToken(authorization);
    const session = sessionIdIn(one(headers, "cookie"));
    const user = session === undefined ? undefined : sessions.userOf(session);
    if (user === undefined) throw unauthorized(authority.issuer(), resource());
    return user;
  };

  const byToken = (authorization: string): string => {
    const token = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const claims = token === undefined ? "malformed" : authority.check(token);
    if (typeof claims === "string") throw unauthorized(authority.issuer(), resource(), REFUSALS[claims]);
    if (grants.hasEnded(claims.sid)) throw claimsChallenge(authority.issuer(), kernel.now());
    const [user] = kernel.store.findBy("systemuser", "azureactivedirectoryobjectid", claims.oid);
    if (user === undefined) throw notAMember();
    return user.id;
  };

  const requireEnabled = (userId: string): void => {
    const user = kernel.store.get("systemuser", userId);
    if (user === undefined) throw notAMember();
    if (user.values["isdisabled"] === true) throw userDisabled(userId);
  };

  const impersonated = (headers: Headers): string | undefined => {
    const byObjectId = one(headers, "callerobjectid")?.toLowerCase();
    const byUserId = one(headers, "mscrmcallerid")?.toLowerCase();
    if (byObjectId !== undefined) {
      const [user] = kernel.store.findBy("systemuser", "azureactivedirectoryobjectid", byObjectId);
      if (user === undefined) throw notAMember();
      return user.id;
    }
    if (byUserId === undefined) return undefined;
    // Never as oneself instead: that could be more than the person meant may do.
    if (!isGuid(byUserId)) throw invalidHeader("MSCRMCallerID", byUserId);
    if (kernel.store.get("systemuser", byUserId) === undefined) throw notAMember();
    return byUserId;
  };

  /** The privilege must come through a role of the impersonator's own: teams do not pass it on. */
  const requireActOnBehalf = (context: CallContext): void => {
    const [caller] = checks.principals(context);
    if (caller === undefined || caller.isAdministrator) return;
    if (caller.ownPrivileges.has(MISCELLANEOUS.actOnBehalf.toLowerCase())) return;
    throw privilegeDenied(
      caller,
      caller.userId,
      MISCELLANEOUS.actOnBehalf,
      privilegeId(MISCELLANEOUS.actOnBehalf),
    );
  };

  // The contract is a promise: a real authority would have to be asked.
  return async (headers) => {
    const initiatingUserId = signedIn(headers);
    requireEnabled(initiatingUserId);
    const context: CallContext = {
      userId: initiatingUserId,
      initiatingUserId,
      correlationId: correlationIn(headers) ?? kernel.newId(),
      requestId: kernel.newId(),
      depth: 1,
    };
    const userId = impersonated(headers);
    if (userId === undefined || userId === initiatingUserId) return Promise.resolve(context);
    requireActOnBehalf(context);
    requireEnabled(userId);
    return { ...context, userId };
  };
}

const correlationIn = (headers: Headers): string | undefined => {
  const given = one(headers, "x-ms-correlation-request-id") ?? one(headers, "x-ms-client-request-id");
  return isGuid(given) ? given.toLowerCase() : undefined;
};
