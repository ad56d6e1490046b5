import { createHash } from "node:crypto";
import { z } from "zod";
import { WAVE_CONTACT_OBJECT } from "./contact-mapping";
import { usableId } from "../../../core/ids/usable-id";
import { wellFormed } from "../../../core/values/text";
import type { HeardEvents, WebhookCall } from "../contract/inbound";
import { contactId } from "./schema";
import type { WaveSettings } from "./settings";
import { headerOf, proofOf, type Proof } from "./signature";

/**
 * Calls with the bare secret say neither when nor which event: the same body within this time is a repetition. Short,
 * because the flat body does not hold every field, so that two changes a moment apart may look the same.
 */
export const SAME_BODY_MS = 1_000;

const EVENT_TYPES: ReadonlySet<string> = new Set(["contact.created", "contact.updated", "contact.deleted"]);

/** An id that cannot be kept goes by its stand-in: the sync says what is wrong with it. An empty one names no record. */
const recordId = contactId.refine((id) => id !== "").transform(usableId);

/** Wave's own envelope. A deleted contact may be its id alone. */
const structured = z.looseObject({
  id: z.string().min(1).max(200).transform(wellFormed),
  type: z.string(),
  occurredAt: z.iso.datetime({ offset: true }).nullish().catch(null),
  data: z.looseObject({ id: recordId }),
});

/** What comes by way of Zapier: the fields side by side. The values are not used, they are read from Wave. */
const flat = z.looseObject({ id: recordId, event: z.string().nullish(), data: z.undefined().optional() });

/** Reads one call of Wave's webhook, of either form (docs/wave-contract.md). */
export function readWaveEvents(settings: WaveSettings, call: WebhookCall): HeardEvents {
  const names = settings.contract.webhook;
  const own = settings.webhookSecret ? [settings.webhookSecret] : [];
  const proof = proofOf({ ...call, secrets: [...call.secrets, ...own] }, names);
  if (proof.by === "none") return { refused: "signature" };
  const json = parse(call.rawBody);

  const envelope = structured.safeParse(json);
  if (envelope.success) {
    // The envelope is Wave's own, and Wave signs.
    if (proof.by !== "signature") return { refused: "signature" };
    const { id, type, occurredAt, data } = envelope.data;
    if (!EVENT_TYPES.has(type)) return { events: [] };
    const occurred = occurredAt ? { occurredOn: occurredAt } : {};
    return { events: [{ id, object: WAVE_CONTACT_OBJECT, externalId: data.id, ...occurred }] };
  }
  const body = flat.safeParse(json);
  if (!body.success) return { refused: "unreadable" };
  if (body.data.event && !EVENT_TYPES.has(body.data.event)) return { events: [] };
  const id = flatId(call, proof, headerOf(call, names.eventId));
  return { events: [{ id, object: WAVE_CONTACT_OBJECT, externalId: body.data.id }] };
}

/** A flat body has no id of its own: what came, and when as far as that is known, stands for one. */
function flatId(call: WebhookCall, proof: Proof, eventId = ""): string {
  const when =
    proof.by === "signature" ? proof.timestamp : `about ${Math.floor(call.now.getTime() / SAME_BODY_MS)}`;
  return `flat:${createHash("sha256").update(`${eventId}\n${when}\n`).update(call.rawBody).digest("hex")}`;
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}
