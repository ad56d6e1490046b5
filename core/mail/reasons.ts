/** Why a mail is not on the timeline. The words for each are in `core/issues/texts` under "mail". */
export const MAIL_REASONS = [
  "draft",
  "junk",
  "beforeDate",
  "mailboxFiltered",
  "folderFiltered",
  "domainFiltered",
  "addressFiltered",
  "subjectFiltered",
  "sizeFiltered",
  "internal",
  "noReply",
  "unknownPeople",
  "privateThread",
  "notFirst",
  "undone",
  "failed",
] as const;
export type MailReason = (typeof MAIL_REASONS)[number];

/** The reason that a filter of each kind gives. */
export const FILTER_REASON = {
  mailbox: "mailboxFiltered",
  folder: "folderFiltered",
  domain: "domainFiltered",
  address: "addressFiltered",
  subject: "subjectFiltered",
  size: "sizeFiltered",
} as const;
