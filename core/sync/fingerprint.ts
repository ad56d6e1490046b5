import type { Value } from "../records";

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z$/;

/**
 * A short hash of one value of a column (8 hex digits), the same for everything a row holds as one value: a multi-choice as a
 * list or as the Web API's text, a time with or without parts of a second. It needs no metadata, so that a form can make
 * it from what it holds.
 */
export function fingerprint(column: string, value: Value | undefined): string {
  const text = `${column}\u0000${plain(value)}`;
  // FNV-1a, 32 bits, of the UTF-16 units.
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}

function plain(value: Value | undefined): string {
  if (Array.isArray(value)) return [...(value as readonly number[])].sort((a, b) => a - b).join(",");
  if (typeof value !== "string") return String(value ?? "");
  if (GUID.test(value)) return value.toLowerCase();
  return TIME.exec(value)?.[1] ?? value.normalize("NFC").replace(/\r\n?/g, "\n").trimEnd();
}
