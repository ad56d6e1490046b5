import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { sameSecret } from "./constant-time";
import type { EncryptionKey } from "./key-list";

/** A secret as the database keeps it. All parts base64. */
export interface Sealed {
  readonly keyId: string;
  readonly iv: string;
  readonly tag: string;
  readonly data: string;
}

/** GCM's recommended nonce length; a fresh random one for every sealing. */
const IV_BYTES = 12;
/** A whole tag, and no other: a shorter one can be guessed. */
const TAG_BYTES = 16;

/** Of a token: 192 bits that nobody guesses, and 64 by which we know it for ours. */
const TOKEN_BYTES = 24;
const TOKEN_PROOF_BYTES = 8;

/** A secret cannot be opened: it was changed, or it is not where it was put, or what it is bound to has changed. */
export class SecretUnreadableError extends Error {
  override readonly name: string = "SecretUnreadableError";
}

/** The key a secret was sealed with is not configured (any more). */
export class KeyMissingError extends SecretUnreadableError {
  override readonly name = "KeyMissingError";

  constructor(readonly keyId: string) {
    super(
      `A stored secret needs the encryption key "${keyId}", which is not configured. ` +
        "Add it to WAVE_SYNC_ENCRYPTION_KEYS behind the current key, or connect the environment again.",
    );
  }
}

/** AES-256-GCM with named keys: the first seals, any of them opens, so a key can be replaced while running. */
export class Cipher {
  constructor(private readonly keys: readonly EncryptionKey[]) {
    if (keys.length === 0) throw new Error("At least one encryption key is needed.");
  }

  get currentKeyId(): string {
    return this.keys[0]!.id;
  }

  /** @param place where the secret belongs (environment and name): it cannot be opened anywhere else */
  seal(plain: string, place: string): Sealed {
    const { id, key } = this.keys[0]!;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(place, "utf8"));
    const data = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
    return {
      keyId: id,
      iv: iv.toString("base64"),
      tag: cipher.getAuthTag().toString("base64"),
      data: data.toString("base64"),
    };
  }

  /** @throws KeyMissingError when the key is not configured; SecretUnreadableError when it was tampered with or moved */
  open(sealed: Sealed, place: string): string {
    const known = this.keys.find(({ id }) => id === sealed.keyId);
    if (!known) throw new KeyMissingError(sealed.keyId);
    try {
      const iv = Buffer.from(sealed.iv, "base64");
      // Node refuses a tag of any other length then.
      const decipher = createDecipheriv("aes-256-gcm", known.key, iv, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(place, "utf8"));
      decipher.setAuthTag(Buffer.from(sealed.tag, "base64"));
      const data = Buffer.from(sealed.data, "base64");
      return Buffer.concat([decipher.update(data), decipher.final()]).toString("utf8");
    } catch (cause) {
      throw new SecretUnreadableError("A stored secret does not belong where it is.", { cause });
    }
  }

  /** A random text for a link or a state, base64url. {@link isOurs} knows it again without asking the database. */
  newToken(purpose: string): string {
    const random = randomBytes(TOKEN_BYTES);
    return Buffer.concat([random, proofOf(this.keys[0]!.key, purpose, random)]).toString("base64url");
  }

  /** Whether a text is a token of this purpose, made with any of the keys. Says nothing about whether it is still good. */
  isOurs(token: string, purpose: string): boolean {
    const bytes = Buffer.from(token, "base64url");
    if (bytes.length !== TOKEN_BYTES + TOKEN_PROOF_BYTES) return false;
    const [random, proof] = [bytes.subarray(0, TOKEN_BYTES), bytes.subarray(TOKEN_BYTES)];
    return this.keys.some(({ key }) =>
      sameSecret(proof.toString("hex"), proofOf(key, purpose, random).toString("hex")),
    );
  }
}

/** With a key of its own, derived: what one key is used for tells nothing about another use. */
function proofOf(key: Buffer, purpose: string, random: Buffer): Buffer {
  const derived = Buffer.from(hkdfSync("sha256", key, "", `wave-sync token ${purpose}`, 32));
  return createHmac("sha256", derived).update(random).digest().subarray(0, TOKEN_PROOF_BYTES);
}
