import { constants, createPublicKey, publicEncrypt, type KeyObject } from "node:crypto";
import { CannotSyncError } from "../../pipeline/build/build-sync";

/** Shorter RSA keys are no longer held to be safe. */
const LEAST_BITS = 2048;

/**
 * Seals a secret so that only whoever has the private key reads it: an operation's answer stands in a row that all operators read.
 * RSA-OAEP with SHA-256, as browsers have it (https://www.w3.org/TR/webcrypto/#rsa-oaep).
 * @param spki the public key, as SPKI in Base64
 * @throws CannotSyncError BAD_REQUEST
 */
export function seal(secret: string, spki: string): string {
  const key = publicKeyIn(spki);
  if (key?.asymmetricKeyType !== "rsa" || (key.asymmetricKeyDetails?.modulusLength ?? 0) < LEAST_BITS)
    throw new CannotSyncError({ code: "BAD_REQUEST", params: { details: "Key (no RSA key)" } });
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  return publicEncrypt({ key, padding, oaepHash: "sha256" }, Buffer.from(secret)).toString("base64");
}

function publicKeyIn(spki: string): KeyObject | undefined {
  try {
    return createPublicKey({ key: Buffer.from(spki, "base64"), format: "der", type: "spki" });
  } catch {
    return undefined;
  }
}
