import { constants, verify, X509Certificate } from "node:crypto";

/** `client_assertion_type` of a signed token in the place of a client's secret (RFC 7523). */
export const JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** Clocks of client and server may differ by this much (Entra's own tolerance). */
export const CLOCK_SKEW_S = 300;

/** Signatures Entra takes, as Node names what they need. */
const PADDINGS: Readonly<Record<string, { readonly padding: number; readonly saltLength?: number }>> = {
  PS256: { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
  RS256: { padding: constants.RSA_PKCS1_PADDING },
};

/**
 * Whether a client's assertion is good: signed with the key of the certificate that is registered for it, made for this token
 * endpoint, and still valid (docs: certificate-credentials, "Assertion format").
 * @param path of the token endpoint; its host has several names here
 * @param now seconds
 */
export function isGoodAssertion(
  assertion: string,
  clientId: string,
  certificate: string,
  path: string,
  now: number,
): boolean {
  const [header = "", payload = "", signature = "", ...more] = assertion.split(".");
  const registered = new X509Certificate(certificate);
  const claims = json(payload);
  const named = json(header);
  const padding = PADDINGS[String(named.alg)];
  const thumbprint = Buffer.from(registered.fingerprint256.replaceAll(":", ""), "hex").toString("base64url");
  if (more.length > 0 || !padding || named["x5t#S256"] !== thumbprint) return false;
  if (claims.iss !== clientId || claims.sub !== clientId || !String(claims.aud).endsWith(path)) return false;
  if (!(Number(claims.nbf) - CLOCK_SKEW_S <= now && now < Number(claims.exp) + CLOCK_SKEW_S)) return false;
  const key = { key: registered.publicKey, ...padding };
  return verify("sha256", Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, "base64url"));
}

function json(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
