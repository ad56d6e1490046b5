import { createHmac } from "node:crypto";
import type { WaveContact } from "./contact";
import type { ContactEventType } from "./store";

/** `structured` is Wave's own envelope; `flat` is what arrives by way of Zapier. */
export type WebhookFormat = "structured" | "flat";

/** A change on its way to the subscribers. */
export interface WaveEvent {
  readonly id: string;
  readonly type: ContactEventType;
  readonly occurredAt: string;
  readonly contact: WaveContact;
}

/** The body as text: what is signed is what is sent. A deleted contact is its id alone. */
export function webhookBody(event: WaveEvent, format: WebhookFormat): string {
  const deleted = event.type === "contact.deleted";
  if (format === "flat")
    return JSON.stringify(deleted ? { id: event.contact.id, event: event.type } : flat(event));
  const data = deleted ? { id: event.contact.id } : event.contact;
  return JSON.stringify({ id: event.id, type: event.type, occurredAt: event.occurredAt, data });
}

function flat({ type, contact }: WaveEvent): unknown {
  return {
    id: contact.id,
    event: type,
    first_name: contact.firstName,
    last_name: contact.lastName,
    email: (contact.emails.find((entry) => entry.primary) ?? contact.emails[0])?.value ?? null,
    phone: (contact.phones.find((entry) => entry.primary) ?? contact.phones[0])?.value ?? null,
    company: contact.company,
    city: contact.city,
  };
}

/** `v1=` and the hex HMAC-SHA256 of "<timestamp>.<body>"; the timestamp is in Unix seconds. */
export function sign(secret: string, timestamp: string, body: string): string {
  return `v1=${createHmac("sha256", secret).update(`${timestamp}.${body}`).digest("hex")}`;
}
