import type { GrantFault } from "./sign-in/grants";

/** An error of the token endpoint, as Microsoft Entra writes it (docs: reference-error-codes). */
export interface TokenError {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const tokenError =
  (status: number, error: string, code: number, description: string) =>
  (now: Date, traceId: string): TokenError => ({
    status,
    body: {
      error,
      error_description: `AADSTS${code}: ${description} Trace ID: ${traceId} Correlation ID: ${traceId} Timestamp: ${now.toISOString()}`,
      error_codes: [code],
      timestamp: now.toISOString().replace("T", " "),
      trace_id: traceId,
      correlation_id: traceId,
    },
  });

export const unknownClient = (clientId: string) =>
  tokenError(
    400,
    "unauthorized_client",
    700016,
    `Application with identifier '${clientId}' was not found in the directory.`,
  );

export const wrongSecret = (clientId: string) =>
  tokenError(
    401,
    "invalid_client",
    7000215,
    `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${clientId}'.`,
  );

export const expiredSecret = (clientId: string) =>
  tokenError(
    401,
    "invalid_client",
    7000222,
    `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
  );

export const wrongAssertion = (clientId: string) =>
  tokenError(
    401,
    "invalid_client",
    700027,
    `The client assertion of app '${clientId}' is not signed with a certificate that is registered for it.`,
  );

export const unknownGrant = (grant: string) =>
  tokenError(400, "unsupported_grant_type", 70003, `The app requested an unsupported grant type '${grant}'.`);

export const missingParameter = (name: string) =>
  tokenError(
    400,
    "invalid_request",
    900144,
    `The request body must contain the following parameter: '${name}'.`,
  );

export const wrongResource = (resource: string) =>
  tokenError(
    400,
    "invalid_resource",
    500011,
    `The resource principal named ${resource} was not found in the tenant named local. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
  );

const GRANT_FAULTS: Readonly<Record<GrantFault, readonly [code: number, description: string]>> = {
  unknown: [9002313, "Invalid request. Request is malformed or invalid."],
  expired: [70008, "The provided authorization code or refresh token has expired due to inactivity."],
  redeemed: [54005, "OAuth2 Authorization code was already redeemed."],
  revoked: [50173, "The provided grant has expired due to it being revoked; a fresh auth token is needed."],
  otherClient: [700005, "The provided grant was issued to another client."],
  otherRedirect: [500112, "The reply address does not match the one the code was asked for with."],
  noVerifier: [501481, "The code_verifier is missing."],
  wrongVerifier: [
    501481,
    "The code_verifier does not match the code_challenge of the authorization request.",
  ],
};

/** A code or refresh token that is not taken. */
export const grantRefused = (fault: GrantFault) => tokenError(400, "invalid_grant", ...GRANT_FAULTS[fault]);
