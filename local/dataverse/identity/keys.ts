import { createPublicKey, generateKeyPairSync, randomUUID, type KeyObject } from "node:crypto";

/** The signing key of the local authority: made when first needed, gone with the process, as are its tokens. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The public half as a JSON Web Key (RFC 7517), for `jwks_uri`. */
  readonly jwk: Readonly<Record<string, unknown>>;
}

const RSA_BITS = 2048;

let ofThisProcess: SigningKey | undefined;

/** The key every environment of this process signs with: making one takes longer than starting an environment. */
export const signingKey = (): SigningKey => (ofThisProcess ??= createSigningKey(randomUUID()));

function createSigningKey(id: string): SigningKey {
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: RSA_BITS });
  const publicKey = createPublicKey(privateKey);
  return {
    id,
    privateKey,
    publicKey,
    jwk: { ...publicKey.export({ format: "jwk" }), kid: id, use: "sig", alg: "RS256" },
  };
}
