const GUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for a GUID in the form Dataverse writes it: 8-4-4-4-12, no braces. Version and case do not matter. */
export function isGuid(text: unknown): text is string {
  return typeof text === "string" && GUID.test(text);
}

/** "{ABC…}" or "ABC…" as Dataverse's client API and Web API write it -> lower case without braces; null when it is none. */
export function normaliseGuid(text: unknown): string | null {
  if (typeof text !== "string") return null;
  const bare = text.trim().replace(/^\{(.*)\}$/, "$1");
  return isGuid(bare) ? bare.toLowerCase() : null;
}
