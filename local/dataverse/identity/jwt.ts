import { createSign, createVerify } from "node:crypto";
import type { SigningKey } from "./keys";

/** Claims of an access token (docs: access-tokens), as far as Dataverse looks at them. Times in seconds. */
export interface Claims {
  readonly iss: string;
  readonly aud: string;
  readonly iat: number;
  readonly nbf: number;
  readonly exp: number;
  readonly appid: string;
  readonly oid: string;
  readonly tid: string;
  readonly ver: string;
  /** Delegated permissions; only in the tokens of people. */
  readonly scp?: string;
  /** The sign-in a person's token came from. */
  readonly sid?: string;
}

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export function signJwt(claims: Claims, key: SigningKey): string {
  const body = `${encode({ typ: "JWT", alg: "RS256", kid: key.id })}.${encode(claims)}`;
  return `${body}.${createSign("RSA-SHA256").update(body).sign(key.privateKey, "base64url")}`;
}

/** The claims of a token this key signed; undefined for anything else. The algorithm is ours to say, not the token's. */
export function verifyJwt(token: string, key: SigningKey): Claims | undefined {
  const [header, payload, signature, more] = token.split(".");
  if (header === undefined || payload === undefined || signature === undefined || more !== undefined)
    return undefined;
  try {
    const { alg, kid } = JSON.parse(Buffer.from(header, "base64url").toString("utf8")) as Record<
      string,
      unknown
    >;
    if (alg !== "RS256" || kid !== key.id) return undefined;
    const good = createVerify("RSA-SHA256")
      .update(`${header}.${payload}`)
      .verify(key.publicKey, signature, "base64url");
    return good ? (JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Claims) : undefined;
  } catch {
    return undefined;
  }
}
