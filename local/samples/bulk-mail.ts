import type { Bulk, Mail, Person } from "../sandboxes/nylas";

/** Mails lie in blocks of so many; what each of a block is, its place says. */
const BLOCK = 10;
const MINUTE_S = 60;

/** What a mailbox full of mails is made from. */
export interface BulkOptions {
  readonly owner: Person;
  /** Which of how many mailboxes this is, counted from 0. */
  readonly index: number;
  readonly mailboxes: number;
  /** Who writes and is written to, by number. */
  readonly person: (number: number) => Person;
  readonly people: number;
  /** How many mails; a multiple of 10. */
  readonly size: number;
  /** When the newest came, in seconds since 1970. */
  readonly newest: number;
  /** Ids of the folders for what comes and what goes. */
  readonly inbox: string;
  readonly sent: string;
}

/**
 * A mailbox of any size that takes no memory: each mail is made when it is looked at, and always the same. Of each block of ten, the first
 * is in the mailbox before as well, the second in the next one (one Message-ID, two mailboxes), four are a conversation, and the others
 * stand alone. So of all mails in all mailboxes nine in ten are different ones.
 */
export function bulkMail(options: BulkOptions): Bulk {
  const { index, newest, size } = options;
  const idOf = (place: number) => `bulk-${index}-${place}=`;
  const placeOf = (id: string) => {
    const [, of, place] = /^bulk-(\d+)-(\d+)=$/.exec(id) ?? [];
    return Number(of) === index && Number(place) < size ? Number(place) : undefined;
  };
  return {
    size,
    at: (place) => ({ ...mailAt(place, options), id: idOf(place) }),
    dateAt: (place) => newest - place * MINUTE_S,
    placeOf,
    inThread: (threadId) => {
      const [, of, first, last] = /^bulk-thread-(\d+)-(\d+)-(\d+)=$/.exec(threadId) ?? [];
      if (Number(of) !== index) return [];
      const count = Number(last) - Number(first) + 1;
      return Array.from({ length: count }, (_, at) => Number(first) + at).filter((place) => place < size);
    },
  };
}

function mailAt(place: number, options: BulkOptions): Omit<Mail, "id"> {
  const { inbox, index, mailboxes, newest, owner, people, person, sent } = options;
  const within = place % BLOCK;
  const block = Math.floor(place / BLOCK);
  const [first, last] = within >= 2 && within <= 5 ? [2, 5] : [within, within];
  // What is shared is named by the mailbox that has it as its second.
  const name =
    within === 0 ? `${(index + mailboxes - 1) % mailboxes}-${block * BLOCK + 1}` : `${index}-${place}`;
  const number = within <= 1 ? block : block * BLOCK + (first === last ? within : first);
  const contact = person(number % people);
  const outgoing = within > 1 && within % 2 === 1;
  const messageIdAt = (other: number) => `<bulk-${index}-${other}@mail.example>`;
  const before = Array.from({ length: last - within }, (_, at) => block * BLOCK + last - at);
  return {
    threadId: `bulk-thread-${index}-${block * BLOCK + first}-${block * BLOCK + last}=`,
    date: newest - place * MINUTE_S,
    folders: [outgoing ? sent : inbox],
    from: [outgoing ? owner : contact],
    to: [outgoing ? contact : owner],
    cc: [],
    bcc: [],
    subject:
      first === last
        ? `About order ${name}`
        : `${within === last ? "" : "Re: "}Conversation ${name.split("-")[0]}-${block}`,
    body: `<p>Mail ${name}: ${TEXT}</p>`,
    messageId: `<bulk-${name}@mail.example>`,
    references: before.map(messageIdAt),
    attachments: [],
    unread: false,
    starred: false,
  };
}

/** As long as mails are that say little. */
const TEXT = "Thank you for your message. We have looked at it and will come back to you. ".repeat(6).trim();
