import type { Problem } from "./types";

/**
 * What became of mails with the people of a row: the answer of wave_ExplainMail, part of the document in `wave_operation.wave_result`.
 * Nothing of what a mail says is in it; rows are told to whoever may read them.
 */
export interface MailReport {
  readonly mailboxes: readonly MailboxState[];
  /** How many mails stand on a timeline with the address or the row that was asked about. */
  readonly logged: number;
  /** ISO 8601, of the newest of them; null where there is none. */
  readonly lastLoggedOn: string | null;
  /** The newest first; an explanation names no more than {@link MAX_EXPLAINED}. */
  readonly mails: readonly ExplainedMail[];
  /** There are more than were told. */
  readonly more: boolean;
}

export const MAX_EXPLAINED = 50;

/** A mailbox that is read. */
export interface MailboxState {
  readonly address: string;
  /** ISO 8601: what it received until then has been looked at; null while it is read for the first time. */
  readonly readUntil: string | null;
  /** Why it is not read now, in the asker's language. */
  readonly problem?: Problem;
}

/** `logged`: on a timeline. `leftOut`: by a rule. `waiting`: not looked at yet. `failed`: Dynamics refused it. */
export const MAIL_OUTCOMES = ["logged", "leftOut", "waiting", "failed"] as const;
export type ExplainedOutcome = (typeof MAIL_OUTCOMES)[number];

/** One mail, and what became of it. */
export interface ExplainedMail {
  /** ISO 8601; null where the mail says nothing. */
  readonly sentOn: string | null;
  /** It was sent from one of our mailboxes. */
  readonly outgoing: boolean;
  /** Address of the mailbox that holds it. */
  readonly mailbox: string;
  readonly outcome: ExplainedOutcome;
  /** Why, in the asker's language; absent for one that is on a timeline. */
  readonly reason?: string;
  /** Row of the email, where there is one that the asker may read. */
  readonly emailId?: string;
}

/** What wave_KeepPrivate did: part of the document in `wave_operation.wave_result`. */
export interface PrivateThread {
  /** Whether the conversation is private now. */
  readonly isPrivate: boolean;
  /** How many of its mails were taken from timelines. */
  readonly removed: number;
}
