/** Somebody in an address field. */
export interface Person {
  readonly name: string;
  readonly email: string;
}

export interface Attachment {
  readonly id: string;
  readonly filename: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  readonly isInline: boolean;
}

/** A message as one mailbox holds it. */
export interface Mail {
  readonly id: string;
  readonly threadId: string;
  /** When the server received it, in seconds since 1970. */
  readonly date: number;
  /** Ids of folders: exactly one, except that Google's mailboxes put several labels on a mail. */
  readonly folders: readonly string[];
  readonly from: readonly Person[];
  readonly to: readonly Person[];
  readonly cc: readonly Person[];
  readonly bcc: readonly Person[];
  readonly subject: string;
  /** HTML. */
  readonly body: string;
  /** With its angle brackets; null where the provider has none for it. */
  readonly messageId: string | null;
  /** Message-IDs of those before it in the conversation, the first first. */
  readonly references: readonly string[];
  readonly attachments: readonly Attachment[];
  readonly unread: boolean;
  readonly starred: boolean;
  /** How it is told where that is not as it should be: members in place of its own, or whatever stands in place of all of it. */
  readonly toldAs?: unknown;
}

/** Characters of the text that a snippet shows. */
const SNIPPET = 100;

/** How the text begins, without tags. */
export function snippetOf(body: string): string {
  const text = body.replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
  return unescaped(text).trim().slice(0, SNIPPET);
}

function unescaped(text: string): string {
  return text
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&quot;/g, '"')
    .replace(/&amp;/g, "&");
}

/** Everybody in the address fields, as addresses are compared. */
export function addressesIn({ from, to, cc, bcc }: Mail): string[] {
  return [from, to, cc, bcc].flatMap((people) => people.map(({ email }) => email.toLowerCase()));
}
