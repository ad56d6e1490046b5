import type { StoredRow, LookupValue, Privilege } from "../contracts";
import { DataverseError } from "../errors";
import type { Table } from "../metadata/types";
import type { Principal } from "./principal";

/** Faults about who is asking and what she may do. Codes: web-service-error-codes; texts: how-record-access-determined. */

const EMPTY_GUID = "00000000-0000-0000-0000-000000000000";

/** No token, or one that is no good: 401 with the challenge that says where tokens come from. */
export const unauthorized = (authority: string, resource: string, reason?: string): DataverseError =>
  new DataverseError(401, "0x80072560", "HTTP Error 401 - Unauthorized: Access is denied", {
    "WWW-Authenticate":
      `Bearer authorization_uri=${authority}/oauth2/authorize, resource_id=${resource}` +
      (reason === undefined ? "" : `, error="invalid_token", error_description="${reason}"`),
  });

/**
 * Continuous access evaluation: the token was good, but its sign-in has ended. The claims tell the client what to ask the
 * authority for (docs: app-resilience-continuous-access-evaluation).
 */
export const claimsChallenge = (authority: string, now: Date): DataverseError => {
  const claims = {
    access_token: { nbf: { essential: true, value: String(Math.floor(now.getTime() / 1000)) } },
  };
  return new DataverseError(401, "0x80072560", "HTTP Error 401 - Unauthorized: Access is denied", {
    "WWW-Authenticate":
      `Bearer realm="", authorization_uri="${authority}/oauth2/authorize", error="insufficient_claims", ` +
      `claims="${Buffer.from(JSON.stringify(claims)).toString("base64")}"`,
  });
};

/** The token is good, but its user has no row here. */
export const notAMember = (): DataverseError =>
  new DataverseError(403, "0x80072560", "The user is not a member of the organization.");

/** UserNotEnabled. */
export const userDisabled = (userId: string): DataverseError =>
  new DataverseError(
    403,
    "0x80040225",
    `The specified user(Id = ${userId}) is disabled. Consider enabling this user.`,
  );

/** The privilege check failed: no role holds the privilege at all. */
export const privilegeDenied = (
  principal: Principal,
  caller: string,
  name: string,
  privilegeId: string | undefined,
  table?: Table,
): DataverseError =>
  new DataverseError(
    403,
    "0x80040220",
    `Principal user (Id=${principal.userId}, type=8, roleCount=${principal.roleIds.length}, privilegeCount=${principal.privileges.size}, accessMode=0), ` +
      `is missing ${name} privilege (Id=${privilegeId ?? EMPTY_GUID})` +
      (table === undefined ? "." : ` on OTC=${table.objectTypeCode} for entity '${table.logicalName}'.`) +
      ` context.Caller=${caller}. Consider adding missed privilege to one of the principal (user/team) roles.`,
  );

/** The access check failed: she holds the privilege, but it does not reach this row. */
export const accessDenied = (
  principal: Principal,
  privilege: Privilege,
  table: Table,
  row: StoredRow,
): DataverseError => {
  const owner = row.values["ownerid"] as LookupValue | undefined;
  const details = {
    CallerPrincipal: { PrincipalId: principal.userId, Type: 8, IsUserPrincipal: true },
    OwnerPrincipal: { PrincipalId: owner?.id ?? EMPTY_GUID, Type: owner?.table === "team" ? 9 : 8 },
    ObjectId: row.id,
    ObjectTypeCode: table.objectTypeCode,
    EntityName: table.logicalName,
    RightsToCheck: `${privilege}Access`,
    GrantedAccessRights: "None",
    Messages: ["SecLib::AccessCheckEx2 failed."],
  };
  return new DataverseError(
    403,
    "0x80048306",
    `Principal with id ${principal.userId} does not have ${privilege}Access right(s) for record with id ${row.id} of entity ${table.logicalName}. Details: ${JSON.stringify(details)}`,
  );
};

/** A page of another origin tries to write with the browser's session. */
export const crossOriginRefused = (): DataverseError =>
  new DataverseError(
    403,
    "0x80048405",
    "Access is denied: a request that writes with the session cookie must come from a page of this server.",
  );
