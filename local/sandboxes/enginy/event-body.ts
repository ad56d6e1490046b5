import type { EnginyEvent } from "./events";
import type { EnginySandbox } from "./sandbox";
import type { Subscription } from "./subscriptions";
import { companyView, contactView } from "./views";

/** The body of a webhook. No page shows one: all of it is inferred from what a receiver has to know. */
export function eventBody(sandbox: EnginySandbox, event: EnginyEvent, { customFields }: Subscription) {
  const { campaignId, contactId, eventType, message, occurredAt, senderIdentityId } = event;
  const contact = sandbox.contacts.find(contactId);
  const company = contact?.companyId == null ? undefined : sandbox.companies.find(contact.companyId);
  const known = {
    ...(company ? companyView(sandbox).shown(company) : {}),
    ...(contact ? contactView(sandbox).shown(contact) : {}),
  };
  return {
    eventType,
    occurredAt,
    campaignId,
    campaignName: campaignId === null ? null : (sandbox.campaigns.nameOf(campaignId) ?? null),
    contactId,
    senderIdentityId,
    messageId: message?.shown.id ?? null,
    conversationId: message?.shown.conversationId ?? null,
    customFields: Object.fromEntries(customFields.map((id) => [id, known[id] ?? null])),
  };
}
