import { createHmac } from "node:crypto";
import { sameSecret } from "../../secrets/constant-time";
import type { WebhookCall } from "../contract/inbound";
import type { WaveContract } from "./contract";

/** How far a signed call's time may be from ours, either way: a recorded call is worth nothing later. */
export const SIGNATURE_WINDOW_MS = 5 * 60_000;

/** Before each signature: how it was made. A newer kind beside ours is passed over. */
const VERSION = "v1=";

/** Proof of where a call comes from: a signature over this very body at about this time, or the bare secret. */
export type Proof =
  | { readonly by: "signature"; readonly timestamp: string }
  | { readonly by: "secret" }
  | { readonly by: "none" };

/**
 * Checks `v1=<hex HMAC-SHA256(secret, "<timestamp>.<raw body>")>` with every secret that is good; a header may hold several
 * signatures, parted by commas. A call that has a signature stands and falls with it. Without one, the secret itself may
 * come in a header: all that Zapier can send.
 */
export function proofOf(call: WebhookCall, names: WaveContract["webhook"]): Proof {
  const signature = headerOf(call, names.signature);
  if (signature !== undefined) {
    const timestamp = headerOf(call, names.timestamp) ?? "";
    const isOurs = isRecent(timestamp, call.now) && isSigned(call, timestamp, signature);
    return isOurs ? { by: "signature", timestamp } : { by: "none" };
  }
  const secret = headerOf(call, names.secret);
  // Every secret is looked at, whatever is found on the way.
  const matches = call.secrets.filter((good) => secret !== undefined && sameSecret(secret, good));
  return { by: matches.length > 0 ? "secret" : "none" };
}

/** A header that came once; undefined when it did not come, or came several times with different meanings. */
export function headerOf({ headers }: WebhookCall, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return typeof value === "string" && value !== "" ? value : undefined;
}

function isRecent(timestamp: string, now: Date): boolean {
  return (
    /^\d{1,12}$/.test(timestamp) && Math.abs(Number(timestamp) * 1000 - now.getTime()) <= SIGNATURE_WINDOW_MS
  );
}

function isSigned({ rawBody, secrets }: WebhookCall, timestamp: string, header: string): boolean {
  const given = header
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part.startsWith(VERSION))
    .map((part) => part.slice(VERSION.length).toLowerCase());
  const expected = secrets.map((secret) =>
    createHmac("sha256", secret).update(`${timestamp}.`).update(rawBody).digest("hex"),
  );
  return given.filter((one) => expected.filter((other) => sameSecret(one, other)).length > 0).length > 0;
}
