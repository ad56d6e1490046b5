import { notFound } from "./errors";

/** Ways of writing to somebody. The documentation names these and says that there are more. */
export const MESSAGE_TYPES = ["EMAIL", "LINKEDIN", "INMAIL"] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** A message as the interface gives it. */
export interface MessageShown {
  readonly id: number;
  readonly conversationId: number;
  readonly senderIdentityId: number;
  readonly type: MessageType;
  readonly contentType: "TEXT";
  readonly subject: string | null;
  readonly content: string;
  /** True for one that came in. */
  readonly isContactSender: boolean;
  /** True for one that a campaign sent. */
  readonly isAutosent: boolean;
  readonly isAudio: false;
  readonly url: null;
  readonly attachment: null;
  readonly attachmentName: null;
  readonly viewCount: number;
  readonly clickCount: number;
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A message as it is kept. */
export interface Message {
  readonly shown: MessageShown;
  readonly contactId: number;
  /** The campaign that sent it, or that it answers. */
  readonly campaignId: number | null;
  /** Which of the messages of its sequence it is, from 1, and of how many. */
  readonly place: { readonly index: number; readonly of: number } | null;
}

export interface NewMessage {
  readonly contactId: number;
  readonly senderIdentityId: number;
  readonly type: MessageType;
  readonly content: string;
  readonly subject?: string | null;
  readonly isContactSender?: boolean;
  readonly isAutosent?: boolean;
  readonly campaignId?: number | null;
  readonly place?: Message["place"];
}

const FIRST_MESSAGE = 700_101;
const FIRST_CONVERSATION = 5_501;

/** Messages between identities and contacts. A conversation is what one identity and one contact write in one way (inferred). */
export class Messages {
  private messages = new Map<number, Message>();
  private ofContacts = new Map<number, number[]>();
  private conversations = new Map<string, number>();

  constructor(private readonly now: () => Date) {}

  /** All of one contact, the oldest first. */
  of(contactId: number): readonly Message[] {
    return (this.ofContacts.get(contactId) ?? []).map((id) => this.messages.get(id)!);
  }

  find(id: number): Message | undefined {
    return this.messages.get(id);
  }

  /** Contacts with whom somebody wrote. */
  contactIds(): readonly number[] {
    return [...this.ofContacts.keys()];
  }

  /** The oldest first. @throws EnginyFault 404 */
  inConversation(id: number): readonly Message[] {
    const found = [...this.messages.values()].filter(({ shown }) => shown.conversationId === id);
    if (found.length === 0) throw notFound(`Conversation ${id} not found`);
    return found;
  }

  add(input: NewMessage): Message {
    const { campaignId = null, contactId, content, isAutosent = false, isContactSender = false } = input;
    const { place = null, senderIdentityId, subject = null, type } = input;
    const at = this.now().toISOString();
    const message: Message = {
      contactId,
      campaignId,
      place,
      shown: {
        id: FIRST_MESSAGE + this.messages.size,
        conversationId: this.conversation(contactId, senderIdentityId, type),
        senderIdentityId,
        type,
        contentType: "TEXT",
        subject,
        content,
        isContactSender,
        isAutosent,
        isAudio: false,
        url: null,
        attachment: null,
        attachmentName: null,
        viewCount: 0,
        clickCount: 0,
        createdAt: at,
        updatedAt: at,
      },
    };
    this.messages.set(message.shown.id, message);
    this.ofContacts.set(contactId, [...(this.ofContacts.get(contactId) ?? []), message.shown.id]);
    return message;
  }

  /** Somebody opened an email, or clicked a link in it. No webhook says so. @throws EnginyFault 404 */
  count(id: number, what: "viewCount" | "clickCount"): Message {
    const message = this.messages.get(id);
    if (!message) throw notFound(`Message ${id} not found`);
    const shown = {
      ...message.shown,
      [what]: message.shown[what] + 1,
      updatedAt: this.now().toISOString(),
    };
    const counted = { ...message, shown };
    this.messages.set(id, counted);
    return counted;
  }

  clear(): void {
    this.messages.clear();
    this.ofContacts.clear();
    this.conversations.clear();
  }

  private conversation(...parties: readonly [contact: number, identity: number, type: MessageType]): number {
    const key = parties.join(" ");
    const id = this.conversations.get(key) ?? FIRST_CONVERSATION + this.conversations.size;
    this.conversations.set(key, id);
    return id;
  }
}
