import type { EnginyEvent, EventType } from "../events";
import type { MessageType } from "../messages";
import type { EnginySandbox } from "../sandbox";

const TYPES: Readonly<Record<MessageType, string>> = {
  EMAIL: "EMAIL",
  LINKEDIN: "LINKEDIN",
  INMAIL: "LINKEDIN_INMAIL",
};

/** Events that are an activity without a message, and which way each goes. */
const CONNECTION: Readonly<Partial<Record<EventType, "OUTBOUND" | "INBOUND">>> = {
  CONNECTION_REQUEST_SENT: "OUTBOUND",
  CONNECTION_REQUEST_ACCEPTED: "INBOUND",
};

/** Stays the same however often an event is looked at. */
export function activityKey({ campaignId, contactId, eventType, message }: EnginyEvent): string {
  return message ? `message ${message.shown.id}` : `${eventType} ${campaignId} ${contactId}`;
}

/** An activity as a CRM gets it, but for the ids of that CRM; undefined for what is none: visits and likes. */
export function activityOf(sandbox: EnginySandbox, event: EnginyEvent) {
  const { eventType, message, occurredAt } = event;
  const direction = message
    ? message.shown.isContactSender
      ? ("INBOUND" as const)
      : ("OUTBOUND" as const)
    : CONNECTION[eventType];
  if (direction === undefined) return undefined;
  const place = message?.place;
  return {
    type: message ? TYPES[message.shown.type] : "LINKEDIN_CONNECTION",
    direction,
    subject: subjectOf(sandbox, event, direction),
    body: message?.shown.content ?? "",
    occurredAt,
    // Of a connection no member is known (inferred).
    metadata: message
      ? {
          messageId: String(message.shown.id),
          ...(place ? { sequenceIndex: place.index, sequenceMessageCount: place.of } : {}),
        }
      : {},
  };
}

/** `[n/total] [FROM Company] Sender` for what goes out, `[ContactCompany] First Last` for what comes in. */
function subjectOf(sandbox: EnginySandbox, event: EnginyEvent, direction: "OUTBOUND" | "INBOUND"): string {
  if (direction === "OUTBOUND") {
    const place = event.message?.place;
    const sender = sandbox.identities.find(({ id }) => id === event.senderIdentityId)?.name ?? "";
    return `${place ? `[${place.index}/${place.of}] ` : ""}[FROM ${sandbox.workspaceName}] ${sender}`.trim();
  }
  const { companyId = null, firstName, lastName } = sandbox.contacts.find(event.contactId) ?? {};
  const company = companyId === null ? undefined : sandbox.companies.find(companyId)?.name;
  return [company ? `[${company}]` : "", firstName, lastName].filter(Boolean).join(" ");
}
