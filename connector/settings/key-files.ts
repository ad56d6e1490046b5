import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { SettingsError } from "./settings-error";
import { formatKeyList, KEY_BYTES, parseKeyList, type EncryptionKey } from "../secrets/key-list";

const KEYS_FILE = "encryption-keys";
const ADMIN_FILE = "admin-key";
/** Readable by the user the connector runs as, and nobody else. */
const OWNER_ONLY = 0o600;

/** The keys of the data folder, made on first use. */
export async function encryptionKeysOf(folder: string): Promise<readonly EncryptionKey[]> {
  const text = await readOrMake(folder, KEYS_FILE, () =>
    formatKeyList([{ id: "k1", key: randomBytes(KEY_BYTES) }]),
  );
  const keys = parseKeyList(text);
  if (typeof keys === "string") throw new SettingsError([`${path.join(folder, KEYS_FILE)} ${keys}.`]);
  return keys;
}

/** The admin key of the data folder, made on first use. The command line on the same machine reads it from there. */
export function adminKeyOf(folder: string): Promise<string> {
  return readOrMake(folder, ADMIN_FILE, () => randomBytes(KEY_BYTES).toString("base64url"));
}

async function readOrMake(folder: string, name: string, make: () => string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(folder, { recursive: true });
  try {
    // "wx" so that of two connectors starting at once only one makes the key.
    await writeFile(file, `${make()}\n`, { flag: "wx", mode: OWNER_ONLY });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  return (await readFile(file, "utf8")).trim();
}
