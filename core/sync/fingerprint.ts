import type { Value } from "../records";
import { comparableText } from "../values/text";
import { fnv1a64 } from "./fnv";

const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?Z$/;

/**
 * A short hash of one value of a column (8 hex digits), the same for everything a row holds as one value: a multi-choice as a
 * list or as the Web API's text, a time with or without parts of a second. It needs no metadata, so that a form can make
 * it from what it holds.
 */
export function fingerprint(column: string, value: Value | undefined): string {
  return fnv1a64(`${column}\u0000${plain(value)}`).slice(0, 8);
}

function plain(value: Value | undefined): string {
  if (value === null || value === undefined) return "";
  if (Array.isArray(value)) return [...(value as readonly number[])].sort((a, b) => a - b).join(",");
  if (typeof value !== "string") return String(value);
  if (GUID.test(value)) return value.toLowerCase();
  return TIME.exec(value)?.[1] ?? comparableText(value);
}
