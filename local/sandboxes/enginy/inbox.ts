import type { Message, MessageType } from "./messages";
import type { EnginyContact } from "./record";

export interface Tag {
  readonly id: number;
  readonly name: string;
  readonly color: string;
}

/** What people did to the thread of a contact. */
interface ThreadState {
  readonly archived: boolean;
  readonly tags: readonly Tag[];
  /** The last message that was read. */
  readonly readTo: number;
}

const UNTOUCHED: ThreadState = { archived: false, tags: [], readTo: 0 };

/** The state of threads, of which every contact has one at most. */
export class Inbox {
  private states = new Map<number, ThreadState>();

  of(contactId: number): ThreadState {
    return this.states.get(contactId) ?? UNTOUCHED;
  }

  change(contactId: number, change: Partial<ThreadState>): void {
    this.states.set(contactId, { ...this.of(contactId), ...change });
  }

  clear(): void {
    this.states.clear();
  }
}

/** A thread as the list of inboxes gives it. A text in `summary` is written by Enginy's own model; there is none here. */
export function shownThread(
  contact: EnginyContact,
  company: { readonly name: string | null; readonly domain: string | null } | undefined,
  messages: readonly Message[],
  { readTo, tags }: ThreadState,
) {
  const shown = messages.map((message) => message.shown);
  const last = shown.at(-1)!;
  const once = <T>(values: readonly T[]) => [...new Set(values)];
  return {
    contactId: contact.id,
    latestConversationId: last.conversationId,
    firstName: contact.firstName,
    lastName: contact.lastName,
    fullName: [contact.firstName, contact.lastName].filter(Boolean).join(" "),
    email: contact.professionalEmail,
    companyId: contact.companyId,
    companyName: company?.name ?? null,
    companyDomain: company?.domain ?? null,
    senderIdentityIds: once(shown.map(({ senderIdentityId }) => senderIdentityId)),
    channels: once(shown.map(({ type }): MessageType => type)),
    unreadMessagesCount: shown.filter(({ id, isContactSender }) => isContactSender && id > readTo).length,
    lastActivityAt: last.createdAt,
    summary: null,
    tags,
  };
}
