import type { Message } from "./messages";

/** What a webhook can hear of. There is none for an opened email, a click, a tag or a changed contact. */
export const EVENT_TYPES = [
  "CONNECTION_REQUEST_SENT",
  "CONNECTION_REQUEST_ACCEPTED",
  "LINKEDIN_MESSAGE_SENT",
  "EMAIL_SENT",
  "INMAIL_SENT",
  "MESSAGE_REPLIED",
  "POST_LIKED",
  "PROFILE_VISITED",
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** Something that happened between an identity and a contact. */
export interface EnginyEvent {
  readonly eventType: EventType;
  readonly occurredAt: string;
  readonly contactId: number;
  readonly senderIdentityId: number;
  /** Null where no campaign did it. */
  readonly campaignId: number | null;
  readonly message: Message | null;
}
