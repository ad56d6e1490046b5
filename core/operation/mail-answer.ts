/**
 * What a person asks of email, by wave_Mail:
 * - `status` (Table, RecordId of a contact or account): which mailboxes are read, how many mails with the record are on timelines, and when
 *   the last of them was sent.
 * - `notHere` (Table, RecordId; Query: an address, a date YYYY-MM-DD, or nothing): what became of mails, the newest first, and why.
 * - `neverThread` (Table "email", RecordId: a mail on a timeline): its conversation leaves timelines, and never comes back.
 * - `allowThread` (Query: {@link FoundMail.thread}): it may be logged again; for whoever made it private, and for administrators.
 */
export const MAIL_ACTIONS = ["status", "notHere", "neverThread", "allowThread"] as const;
export type MailAction = (typeof MAIL_ACTIONS)[number];

/** The answer of wave_Mail: part of the document in `wave_operation.wave_result`. Times are ISO 8601. */
export interface MailAnswer {
  /** status, notHere: all mailboxes that are read. */
  readonly mailboxes?: readonly MailboxStatus[];
  /** status: mails with this record that are on timelines, */
  readonly logged?: number;
  /** and when the last of them was sent; null where there is none. */
  readonly lastOn?: string | null;
  /** notHere: what became of mails. */
  readonly found?: readonly FoundMail[];
  /** neverThread: rows that were taken from timelines. */
  readonly removed?: number;
}

export interface MailboxStatus {
  readonly address: string;
  /** Up to when it has been looked through; null: never yet. */
  readonly knownUntil: string | null;
  /** Why it cannot be read now, in the asker's language. */
  readonly trouble?: string;
}

export interface FoundMail {
  readonly sentOn: string | null;
  /** Address of the mailbox it was found in; null for one that is not read any more. */
  readonly mailbox: string | null;
  readonly outgoing: boolean;
  /** "logged", "adopted", "skipped", "failed". */
  readonly outcome: string;
  /** The same in words: where it is, or why it is not. */
  readonly text: string;
  /** Its row, where it is on a timeline. */
  readonly recordId?: string;
  /** Of a private conversation: what `allowThread` takes. */
  readonly thread?: string;
}
