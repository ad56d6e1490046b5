import { createHash, randomBytes } from "node:crypto";

/** Contact ids look like cuids: "clx" and 21 letters or digits. */
const PREFIX = "clx";
const LENGTH = 21;
const ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz";

/** An id nobody has used. */
export function newContactId(): string {
  return PREFIX + letters(randomBytes(LENGTH));
}

/** The same id for the same seed, for samples that must come out the same every time. */
export function contactIdFrom(seed: string): string {
  return PREFIX + letters(createHash("sha256").update(seed).digest().subarray(0, LENGTH));
}

/** An event's id, as it stands in the header `X-Wave-Event-Id`. */
export function newEventId(): string {
  return `evt_${letters(randomBytes(26)).toUpperCase()}`;
}

function letters(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => ALPHABET[byte % ALPHABET.length]).join("");
}
