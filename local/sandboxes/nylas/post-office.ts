import type { Attribute } from "./folder";
import type { MailHappened } from "./events";
import { badRequest } from "./errors";
import type { Attachment, Mail, Person } from "./mail";
import type { MailIds } from "./mail-ids";
import type { Mailbox } from "./mailbox";

/** A mail that somebody writes. */
export interface NewMail {
  readonly from: Person;
  readonly to: readonly Person[];
  readonly cc?: readonly Person[];
  readonly bcc?: readonly Person[];
  readonly subject: string;
  /** HTML. */
  readonly body: string;
  /** Seconds since 1970; now where it is left out. */
  readonly date?: number;
  /** The Message-ID of the mail that it answers. */
  readonly answers?: string;
  /** Null: it has none. Left out: one is made. */
  readonly messageId?: string | null;
  readonly attachments?: readonly Omit<Attachment, "id">[];
  readonly folder?: Attribute;
  /** See {@link Mail.toldAs}. */
  readonly toldAs?: unknown;
}

interface Parts {
  readonly mailboxes: () => readonly Mailbox[];
  readonly ids: MailIds;
  readonly now: () => Date;
  /** Whether the copy of a sender is kept without a Message-ID. */
  readonly losesMessageId: () => boolean;
  readonly happened: (happened: MailHappened) => void;
}

/** Brings mails to the mailboxes of everybody in them, moves them, and says so. */
export class PostOffice {
  constructor(private readonly parts: Parts) {}

  /** A copy for the sender and one for each receiver whose mailbox is here. `quietly`: it was there before anybody listened. Gives its Message-ID. */
  send(mail: NewMail, quietly = false): string | null {
    const { ids, mailboxes } = this.parts;
    const messageId = mail.messageId === undefined ? ids.messageId(mail.from.email) : mail.messageId;
    const receivers = new Set(
      [mail.to, mail.cc ?? [], mail.bcc ?? []].flat().map(({ email }) => lower(email)),
    );
    for (const mailbox of mailboxes()) {
      const address = lower(mailbox.grant.email);
      const sends = lower(mail.from.email) === address;
      if (sends || receivers.has(address))
        this.deliver(mailbox, mail, { messageId, receives: receivers.has(address), sends }, quietly);
    }
    return messageId;
  }

  /** Puts a mail into another folder. Google changes the labels; Microsoft gives the mail another id. @throws NylasFault 400 */
  move(mailbox: Mailbox, mail: Mail, folder: string): Mail {
    if (!mailbox.folders.some(({ id }) => id === folder)) throw badRequest(`${folder} is no folder`);
    const { grant } = mailbox;
    const changesId = grant.provider === "microsoft" || grant.provider === "ews";
    const id = changesId ? this.parts.ids.mail(grant, mail.messageId) : mail.id;
    const moved = { ...mail, id, folders: [folder] };
    mailbox.replace(mail.id, moved);
    if (changesId) {
      this.parts.happened({ what: "deleted", grant, mail });
      this.parts.happened({ what: "created", grant, mail: moved });
    } else this.parts.happened({ what: "updated", grant, mail: moved });
    return moved;
  }

  /** It was read, or marked. */
  change(mailbox: Mailbox, mail: Mail, change: Partial<Pick<Mail, "unread" | "starred" | "subject">>): Mail {
    const changed = { ...mail, ...change };
    mailbox.replace(mail.id, changed);
    this.parts.happened({ what: "updated", grant: mailbox.grant, mail: changed });
    return changed;
  }

  remove(mailbox: Mailbox, mail: Mail): void {
    mailbox.remove(mail.id);
    this.parts.happened({ what: "deleted", grant: mailbox.grant, mail });
  }

  private deliver(
    mailbox: Mailbox,
    mail: NewMail,
    as: { readonly messageId: string | null; readonly receives: boolean; readonly sends: boolean },
    quietly: boolean,
  ): void {
    const { happened, ids, losesMessageId, mailboxes, now } = this.parts;
    const { grant } = mailbox;
    const messageId = as.sends && !quietly && losesMessageId() ? null : as.messageId;
    const before = mail.answers === undefined ? undefined : mailbox.byMessageId(mail.answers);
    // Its headers are the sender's, whether or not this mailbox has what it answers.
    const answered = mailboxes().flatMap((each) =>
      mail.answers === undefined ? [] : (each.byMessageId(mail.answers) ?? []),
    )[0];
    const references = mail.answers === undefined ? [] : [...(answered?.references ?? []), mail.answers];
    const thread = references[0] ?? as.messageId ?? `${mail.subject} ${mail.date ?? now().getTime()}`;
    const kept = {
      threadId: before?.threadId ?? ids.thread(grant, thread),
      date: mail.date ?? Math.floor(now().getTime() / 1000),
      from: [mail.from],
      to: mail.to,
      cc: mail.cc ?? [],
      // Only who wrote it sees who got it unseen.
      bcc: as.sends ? (mail.bcc ?? []) : [],
      subject: mail.subject,
      body: mail.body,
      messageId,
      references,
      attachments: (mail.attachments ?? []).map((each) => ({ ...each, id: ids.attachment() })),
      unread: as.receives && !as.sends,
      starred: false,
      ...("toldAs" in mail ? { toldAs: mail.toldAs } : {}),
    };
    for (const folders of this.foldersFor(mailbox, mail, as)) {
      const added = { ...kept, id: ids.mail(grant, messageId), folders };
      mailbox.add(added);
      if (!quietly) happened({ what: "created", grant, mail: added });
    }
  }

  /** Where its copies lie. Who writes to herself has one with both labels at Google, elsewhere two. */
  private foldersFor(
    mailbox: Mailbox,
    { folder }: NewMail,
    { receives, sends }: { readonly receives: boolean; readonly sends: boolean },
  ): readonly (readonly string[])[] {
    const idOf = (attribute: Attribute) => mailbox.folderFor(attribute)!;
    if (folder) return [[idOf(folder)]];
    const sent = sends ? [idOf("\\Sent")] : [];
    const inbox = receives ? [idOf("\\Inbox")] : [];
    if (mailbox.grant.provider === "google") return [[...inbox, ...sent]];
    return [sent, inbox].filter((ids) => ids.length > 0);
  }
}

const lower = (address: string) => address.toLowerCase();
