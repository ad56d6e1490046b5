/**
 * The id of one click. Made by the caller, because a webhook step cannot answer with values: the same id is
 * the row id of `wave_operation`, so whoever holds it can read the answer, and sending it twice does the work once.
 *
 * Gives a random GUID (RFC 9562, version 4) in lower case. `crypto.randomUUID` exists on secure origins only;
 * a local trial over plain http falls back to `crypto.getRandomValues`.
 */
export function newOperationId(source: Crypto = crypto): string {
  if (typeof source.randomUUID === "function") {
    return source.randomUUID();
  }
  const bytes = source.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40; // version 4
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80; // variant 1
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** GUIDs reach us as `{UPPER}` from forms and grids and as `lower` from the Web API: one spelling for all. */
export function normaliseId(id: string): string {
  return id.replace(/[{}]/g, "").toLowerCase();
}
