import { normaliseGuid } from "../values/guid";
import { sha1 } from "./sha1";

// An import of thousands of records makes several ids for each: no detours here.
const encoder = new TextEncoder();
const ID_BYTES = 16;
const DASH_BEFORE: ReadonlySet<number> = new Set([4, 6, 8, 10]);
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/**
 * The name-based UUID of RFC 9562, section 5.5: the same namespace and name always give the same id.
 * Throws a RangeError when the namespace is no GUID.
 */
export function uuidV5(namespace: string, name: string): string {
  const guid = normaliseGuid(namespace);
  if (guid === null) throw new RangeError(`"${namespace}" is no GUID`);
  const digits = guid.replaceAll("-", "");
  const text = encoder.encode(name);
  const bytes = new Uint8Array(ID_BYTES + text.length);
  for (let at = 0; at < ID_BYTES; at++) bytes[at] = parseInt(digits.slice(2 * at, 2 * at + 2), 16);
  bytes.set(text, ID_BYTES);
  const hash = sha1(bytes);
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  let id = "";
  for (let at = 0; at < ID_BYTES; at++) id += (DASH_BEFORE.has(at) ? "-" : "") + HEX[hash[at]!]!;
  return id;
}
