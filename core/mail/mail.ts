import type { SystemRecord, Value, Values } from "../records";
import { addressesFrom, type MailAddress } from "./addresses";
import { keyWithoutMessageId } from "./key";
import { normaliseMessageId } from "./message-id";

/** What a mailbox says a folder is for, in whatever language it is called. */
export const FOLDER_KINDS = ["inbox", "sent", "drafts", "junk", "trash", "archive"] as const;
export type FolderKind = (typeof FOLDER_KINDS)[number];

export interface MailFolder {
  readonly id: string;
  readonly name: string;
  readonly kind: FolderKind | null;
}

/** Lists of a record that is a mail, beside its values. */
export const MAIL_LISTS = {
  from: "from",
  to: "to",
  cc: "cc",
  bcc: "bcc",
  folders: "folders",
  references: "references",
  attachments: "attachments",
} as const;

/** A mail as one mailbox holds it. */
export interface Mail {
  /** The system's record, by which it is read again. */
  readonly externalId: string;
  readonly mailboxId: string;
  /** The mailbox's own address, as addresses are compared. */
  readonly mailbox: string;
  /** Null where it has none. */
  readonly messageId: string | null;
  /** Message-IDs of what it answers, the oldest first. */
  readonly references: readonly string[];
  /** Its conversation, as the mailbox tells conversations apart. */
  readonly threadId: string | null;
  readonly from: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly bcc: readonly MailAddress[];
  readonly folders: readonly MailFolder[];
  readonly subject: string;
  /** As it came, HTML or not. */
  readonly body: string;
  /** ISO 8601. */
  readonly sentOn: string | null;
  /** Of its text and of what is attached. */
  readonly kilobytes: number;
}

/** The mail that a record of a system tells of. Whatever is missing is empty; nothing throws. */
export function readMail({ id, lists = {}, values }: SystemRecord): Mail {
  const text = (name: string) => textOf(values[name]);
  const sentOn = text("date");
  const of = (name: string): readonly Values[] => lists[name] ?? [];
  const attached = of(MAIL_LISTS.attachments).reduce((sum, { size }) => sum + (Number(size) || 0), 0);
  return {
    externalId: id,
    mailboxId: text("mailboxId"),
    mailbox: text("mailbox").trim().toLowerCase(),
    messageId: normaliseMessageId(text("messageId")),
    references: of(MAIL_LISTS.references).flatMap((each) => normaliseMessageId(each.id) ?? []),
    threadId: text("threadId") || null,
    from: addressesFrom(of(MAIL_LISTS.from)),
    to: addressesFrom(of(MAIL_LISTS.to)),
    cc: addressesFrom(of(MAIL_LISTS.cc)),
    bcc: addressesFrom(of(MAIL_LISTS.bcc)),
    folders: of(MAIL_LISTS.folders).map((folder) => ({
      id: textOf(folder.id),
      name: textOf(folder.name),
      kind: FOLDER_KINDS.find((kind) => kind === folder.kind) ?? null,
    })),
    subject: text("subject"),
    body: text("body"),
    sentOn: sentOn !== "" && !Number.isNaN(Date.parse(sentOn)) ? new Date(sentOn).toISOString() : null,
    kilobytes: (text("body").length + attached) / 1024,
  };
}

/** By what a mail without a Message-ID is told apart; see {@link keyWithoutMessageId}. */
export function keyOfMail({ body, externalId: id, from, mailboxId, sentOn, subject, to }: Mail): string {
  const date = sentOn === null ? null : Math.floor(Date.parse(sentOn) / 1000);
  const beginning = body.slice(0, 100);
  return keyWithoutMessageId({ mailbox: mailboxId, id, from, to, date, subject, beginning });
}

/**
 * What a mail's conversation is known by: the mailbox's own word for it, and the Message-IDs of the mail that it began with and of this
 * one, which are the same in every mailbox. Whoever knows nothing but one of its mails names it by that one's.
 */
export function threadKeysOf({ mailboxId, messageId, references, threadId }: Mail): readonly string[] {
  const root = references[0] ?? messageId;
  return [
    ...(threadId === null ? [] : [`thread:${mailboxId}/${threadId}`]),
    ...(root === null ? [] : [`root:${root}`]),
    ...(messageId === null || messageId === root ? [] : [`root:${messageId}`]),
  ];
}

/** Everybody who wrote it or was written to, each once. */
export function everybodyIn({ bcc, cc, from, to }: Mail): readonly MailAddress[] {
  const all = [...from, ...to, ...cc, ...bcc];
  return [...new Map(all.map((each) => [each.address, each])).values()];
}

const textOf = (value: Value | undefined): string => (typeof value === "string" ? value : "");
