import { createHash, timingSafeEqual } from "node:crypto";

/** SHA-256 as hex: what we keep of a random secret in order to recognise it. */
export function digestOf(secret: string): string {
  return createHash("sha256").update(secret, "utf8").digest("hex");
}

/** Compares two texts in a time that tells nothing about where they differ, nor about their lengths. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(Buffer.from(digestOf(given), "hex"), Buffer.from(digestOf(expected), "hex"));
}

/** Finds the entry whose digest is that of `given`; looks at all of them, whatever is found on the way. */
export function findBySecret<T extends { readonly digest: string }>(
  given: string,
  entries: readonly T[],
): T | undefined {
  const digest = Buffer.from(digestOf(given), "hex");
  let found: T | undefined;
  for (const entry of entries) {
    const candidate = Buffer.from(entry.digest, "hex");
    if (candidate.length === digest.length && timingSafeEqual(candidate, digest)) found = entry;
  }
  return found;
}
