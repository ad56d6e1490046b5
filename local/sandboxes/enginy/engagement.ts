import type { EnginyEvent, EventType } from "./events";
import { Messages, type MessageType, type NewMessage, type Message } from "./messages";
import type { DoneByIdentity, IdentityAction } from "./people";

const SENT: Readonly<Record<MessageType, { readonly event: EventType; readonly action: IdentityAction }>> = {
  EMAIL: { event: "EMAIL_SENT", action: "emailsSent" },
  LINKEDIN: { event: "LINKEDIN_MESSAGE_SENT", action: "messages" },
  INMAIL: { event: "INMAIL_SENT", action: "messages" },
};

/** What is done on LinkedIn without writing. */
const DONE: Readonly<Partial<Record<EventType, IdentityAction>>> = {
  CONNECTION_REQUEST_SENT: "connectionRequests",
  PROFILE_VISITED: "profileViews",
  POST_LIKED: "postLikes",
};

/** What happens between identities and contacts: kept as messages, counted for identities, and told to all who listen. */
export class Engagement {
  readonly messages: Messages;
  /** What identities did, as their performance counts it. */
  readonly done: DoneByIdentity[] = [];
  private readonly listeners: ((event: EnginyEvent) => void)[] = [];

  constructor(private readonly now: () => Date) {
    this.messages = new Messages(now);
  }

  /** Has somebody hear of everything that happens from now on. */
  onEvent(listener: (event: EnginyEvent) => void): void {
    this.listeners.push(listener);
  }

  /** An identity writes to a contact. */
  send(input: Omit<NewMessage, "isContactSender">): Message {
    const message = this.messages.add(input);
    const { event, action } = SENT[input.type];
    this.count(input.senderIdentityId, action);
    this.tell(event, message);
    return message;
  }

  /** A contact answers a message. */
  reply(to: Message, content: string): Message {
    const { senderIdentityId, subject, type } = to.shown;
    const { campaignId, contactId } = to;
    const message = this.messages.add({
      contactId,
      senderIdentityId,
      type,
      campaignId,
      content,
      subject: subject === null ? null : `Re: ${subject}`,
      isContactSender: true,
    });
    this.tell("MESSAGE_REPLIED", message);
    return message;
  }

  /** Something happened without a message. */
  act(eventType: EventType, about: Pick<EnginyEvent, "contactId" | "senderIdentityId" | "campaignId">): void {
    const action = DONE[eventType];
    if (action) this.count(about.senderIdentityId, action);
    this.say({ ...about, eventType, message: null, occurredAt: this.now().toISOString() });
  }

  clear(): void {
    this.messages.clear();
    this.done.length = 0;
  }

  private count(identityId: number, action: IdentityAction): void {
    this.done.push({ identityId, action, at: this.now() });
  }

  private tell(eventType: EventType, message: Message): void {
    const { campaignId, contactId, shown } = message;
    const { createdAt: occurredAt, senderIdentityId } = shown;
    this.say({ eventType, occurredAt, contactId, senderIdentityId, campaignId, message });
  }

  private say(event: EnginyEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}
