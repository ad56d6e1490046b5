import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { usableId } from "../../../core/ids/usable-id";
import type { HeardEvents, WebhookCall } from "../contract/inbound";
import { nameOfMessage } from "./message-id";
import { NYLAS_MESSAGE_OBJECT } from "./message-record";

const SIGNATURE_HEADER = "x-nylas-signature";
/** Nylas leaves bodies out of larger events: https://developer.nylas.com/docs/v3/notifications/ */
export const MOST_BYTES = 1_200_000;
/** What a compressed event may become. */
const MOST_INFLATED = 8 * 1024 * 1024;

/**
 * Events that tell of a mail. What is added to the name says how it is told, perhaps in several words (`.transformed.truncated`);
 * `message.created.cleaned` comes beside `message.created` and says the same in another form.
 */
const OF_MESSAGES = /^message\.(created|updated)(\.(truncated|transformed|metadata))*$/;
/** Events that tell of a mailbox: it can be read no longer, or again. */
const OF_MAILBOXES: ReadonlySet<string> = new Set([
  "grant.created",
  "grant.updated",
  "grant.expired",
  "grant.deleted",
]);

export const TRIGGERS = ["message.created", "message.updated", ...OF_MAILBOXES] as const;

const envelope = z.looseObject({
  id: z.string().min(1),
  type: z.string(),
  time: z.number().nullish().catch(null),
  data: z.looseObject({
    object: z.looseObject({ id: z.unknown().optional(), grant_id: z.unknown().optional() }),
  }),
});

/** Reads one call of Nylas' webhook. What a mail says is never believed: it is read again. */
export function readNylasEvents({ headers, rawBody, secrets }: WebhookCall): HeardEvents {
  if (!isSigned(rawBody, headers[SIGNATURE_HEADER], secrets)) return { refused: "signature" };
  const json = parse(inflated(rawBody, headers["content-encoding"]));
  const parsed = envelope.safeParse(json);
  if (!parsed.success) return { refused: "unreadable" };
  const { data, time, type } = parsed.data;
  const id = eventId(parsed.data.id);
  const occurredOn = time ? { occurredOn: new Date(time * 1000).toISOString() } : {};
  if (OF_MAILBOXES.has(type))
    return { events: [{ id, object: NYLAS_MESSAGE_OBJECT, externalId: null, ...occurredOn }] };
  if (!OF_MESSAGES.test(type)) return { events: [] };
  const { grant_id: grant, id: message } = data.object;
  if (typeof grant !== "string" || typeof message !== "string" || grant === "" || message === "")
    return { events: [] };
  const externalId = usableId(nameOfMessage({ grant, message }));
  return { events: [{ id, object: NYLAS_MESSAGE_OBJECT, externalId, ...occurredOn }] };
}

/** `?challenge=…` is given back as it came: what Nylas asks before it makes the webhook. */
export function nylasChallenge(query: URLSearchParams): string | null {
  const challenge = query.get("challenge");
  return challenge !== null && /^[\x21-\x7e]{1,512}$/.test(challenge) ? challenge : null;
}

/** Hex HMAC-SHA256 over the bytes as they came, compressed or not; every secret is looked at. */
function isSigned(raw: Buffer, given: unknown, secrets: readonly string[]): boolean {
  if (typeof given !== "string" || !/^[0-9a-f]{64}$/i.test(given)) return false;
  const signature = Buffer.from(given, "hex");
  const matches = secrets.filter((secret) =>
    timingSafeEqual(createHmac("sha256", secret).update(raw).digest(), signature),
  );
  return matches.length > 0;
}

/** Undefined for what is not what it says it is, or would become too large. */
function inflated(raw: Buffer, encoding: unknown): Buffer | undefined {
  if (encoding !== "gzip") return raw;
  try {
    return gunzipSync(raw, { maxOutputLength: MOST_INFLATED });
  } catch {
    return undefined;
  }
}

function parse(body: Buffer | undefined): unknown {
  try {
    return body && JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

/** Ids are short; one that is not has a digest for a name. */
function eventId(id: string): string {
  return id.length <= 200 ? id : `sha256:${createHash("sha256").update(id).digest("hex")}`;
}
