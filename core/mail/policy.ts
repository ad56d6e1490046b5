/** What a filter looks at. A label of a mailbox is a folder of it. */
export const FILTERED_BY = ["mailbox", "folder", "domain", "address", "subject", "size"] as const;
export type FilteredBy = (typeof FILTERED_BY)[number];

/**
 * One filter. `is`: an address or id (mailbox), a name or id (folder), a domain with all below it (domain), a whole address (address), a
 * part of the subject (subject), kilobytes that are too many (size); case makes no difference. `leaveOut`: a mail that fits is not logged;
 * `only`: of those that look at the same thing, one has to fit.
 */
export interface MailFilter {
  readonly by: FilteredBy;
  readonly is: string;
  readonly does: "leaveOut" | "only";
}

/** What becomes of a mail of which nobody outside is known: left out, kept without anybody it is about, or the sender becomes a row. */
export const UNKNOWN_PEOPLE = ["skip", "keep", "contact", "lead"] as const;
export type UnknownPeople = (typeof UNKNOWN_PEOPLE)[number];

/** What a mail is about, where one person is meant: she herself, her account, or her only open opportunity. */
export const REGARDING = ["contact", "account", "opportunity"] as const;
export type RegardingPolicy = (typeof REGARDING)[number];

/** Which mails are logged, and as what. */
export interface MailPolicy {
  /** A date (YYYY-MM-DD): older mail is left alone. */
  readonly since?: string;
  /** Domains of one's own company, beside those of the mailboxes. */
  readonly ownDomains: readonly string[];
  /** Mail between people of one's own company. */
  readonly internal: "skip" | "keep";
  /** Mail of senders that nobody can answer. */
  readonly noReply: "skip" | "keep";
  readonly unknown: UnknownPeople;
  readonly regarding: RegardingPolicy;
  /** Of a conversation, only the mail that came first. */
  readonly firstOnly: boolean;
  readonly filters: readonly MailFilter[];
}

/** Nothing is logged of whom Dynamics does not know, nor what colleagues or machines write. */
export const DEFAULT_MAIL_POLICY: MailPolicy = {
  ownDomains: [],
  internal: "skip",
  noReply: "skip",
  unknown: "skip",
  regarding: "contact",
  firstOnly: false,
  filters: [],
};
