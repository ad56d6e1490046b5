/** One AES-256 key and the name it goes by in the database. */
export interface EncryptionKey {
  readonly id: string;
  readonly key: Buffer;
}

/** AES-256. */
export const KEY_BYTES = 32;

const HOW =
  "write WAVE_SYNC_ENCRYPTION_KEYS as id:base64 (several with commas, the current one first); make a key with: openssl rand -base64 32";

/** `id:base64,id:base64` -> keys, the current one first; a text saying what to do when it cannot be read. */
export function parseKeyList(text: string): readonly EncryptionKey[] | string {
  const keys: EncryptionKey[] = [];
  for (const part of text
    .split(",")
    .map((each) => each.trim())
    .filter(Boolean)) {
    const at = part.indexOf(":");
    const id = part.slice(0, at);
    if (at < 1 || !/^[A-Za-z0-9_-]{1,40}$/.test(id)) return `holds a key without a name; ${HOW}`;
    const key = Buffer.from(part.slice(at + 1), "base64");
    if (key.length !== KEY_BYTES) return `holds a key ("${id}") that is not ${KEY_BYTES} bytes long; ${HOW}`;
    if (keys.some((known) => known.id === id)) return `names "${id}" twice; give each key a name of its own`;
    keys.push({ id, key });
  }
  return keys.length > 0 ? keys : `is empty; ${HOW}`;
}

/** Keys -> the text {@link parseKeyList} reads. */
export function formatKeyList(keys: readonly EncryptionKey[]): string {
  return keys.map(({ id, key }) => `${id}:${key.toString("base64")}`).join(",");
}
