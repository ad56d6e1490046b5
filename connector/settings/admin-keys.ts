/** Who may use the admin interface: the name stands in the log beside what was done. */
export interface AdminKey {
  readonly name: string;
  readonly key: string;
}

/** Shorter admin keys can be guessed; `openssl rand -base64 32` makes a good one. */
export const MIN_ADMIN_KEY_LENGTH = 24;

const HOW =
  "write WAVE_SYNC_ADMIN_KEYS as name:key, several with commas, e.g. anna:<a long random text>,deploy:<another>; make a key with: openssl rand -base64 32";

/** `anna:key,deploy:key` -> keys; a text saying what to do when it cannot be read. It quotes no key. */
export function parseAdminKeys(text: string): readonly AdminKey[] | string {
  const keys: AdminKey[] = [];
  for (const part of text.split(",").map((each) => each.trim())) {
    if (part === "") continue;
    const at = part.indexOf(":");
    const name = part.slice(0, at);
    if (at < 1 || !/^[A-Za-z0-9_-]{1,40}$/.test(name)) return `holds a key without a name; ${HOW}`;
    const key = part.slice(at + 1);
    if (key.length < MIN_ADMIN_KEY_LENGTH)
      return `holds a key ("${name}") that is shorter than ${MIN_ADMIN_KEY_LENGTH} characters; ${HOW}`;
    if (keys.some((known) => known.name === name))
      return `names "${name}" twice; give each key a name of its own`;
    keys.push({ name, key });
  }
  return keys;
}
