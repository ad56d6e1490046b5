import type { Value } from "../records";

/** True for what Dataverse stores as nothing: null, a text of spaces only, an empty multi-choice. */
export function isEmpty(value: Value | undefined): boolean {
  if (value === null || value === undefined) return true;
  if (typeof value === "string") return value.trim() === "";
  return Array.isArray(value) && value.length === 0;
}
