/**
 * The id of one click. Made by the caller, because a webhook step cannot answer with values: the same id is
 * the row id of `wave_operation`, so whoever holds it can read the answer, and sending it twice does the work once.
 *
 * Gives a random GUID (RFC 9562, version 4) in lower case. `crypto.randomUUID` exists on secure origins only;
 * a local trial over plain http falls back to `crypto.getRandomValues`.
 */
export function newOperationId(source: Crypto = crypto): string {
  if (source.randomUUID) return source.randomUUID();
  const bytes = source.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40; // version 4
  bytes[8] = (bytes[8]! & 0x3f) | 0x80; // variant 1
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** GUIDs reach us as `{UPPER}` from forms and grids and as `lower` from the Web API: one spelling for all. */
export function normaliseId(id: string): string {
  return id.replace(/[{}]/g, "").toLowerCase();
}
