import { normaliseGuid } from "../values/guid";
import { sha1 } from "./sha1";

const encoder = new TextEncoder();

/**
 * The name-based UUID of RFC 9562, section 5.5: the same namespace and name always give the same id.
 * Throws a RangeError when the namespace is no GUID.
 */
export function uuidV5(namespace: string, name: string): string {
  const guid = normaliseGuid(namespace);
  if (guid === null) throw new RangeError(`"${namespace}" is no GUID`);
  const prefix = guid
    .replaceAll("-", "")
    .match(/../g)!
    .map((pair) => parseInt(pair, 16));
  const bytes = sha1(Uint8Array.from([...prefix, ...encoder.encode(name)])).slice(0, 16);
  bytes[6] = (bytes[6]! & 0x0f) | 0x50;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
