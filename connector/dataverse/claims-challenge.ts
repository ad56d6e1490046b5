/**
 * The claims of a challenge (`WWW-Authenticate: Bearer …, error="insufficient_claims", claims="<base64>"`), as JSON text:
 * what the next token has to be asked for with. Undefined when the header holds no such challenge.
 * https://learn.microsoft.com/entra/identity-platform/claims-challenge
 */
export function claimsIn(header: string | null | undefined): string | undefined {
  const encoded = /\bclaims="([A-Za-z0-9+/=_-]+)"/.exec(header ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  try {
    JSON.parse(text);
    return text;
  } catch {
    return undefined;
  }
}
