import { standInFor } from "../../../core/ids/usable-id";
import { MAIL_LISTS, type MailFolder } from "../../../core/mail/mail";
import { headerValues } from "../../../core/mail/header-text";
import { messageIdAmong, messageIdsIn } from "../../../core/mail/message-id";
import type { SystemFieldInfo, SystemFields } from "../../../core/mapping/system-fields";
import type { SystemRecord, Values } from "../../../core/records";
import { member } from "../base/failure";
import { nameOfMessage } from "./message-id";
import { messageFrame, type MessageJson } from "./schema";

/** Nylas' own word for mails, in links and ids. */
export const NYLAS_MESSAGE_OBJECT = "message";

const field = (
  name: string,
  type: SystemFieldInfo["type"],
  maxLength?: number,
): [string, SystemFieldInfo] => [
  name,
  { name, type, readOnly: true, ...(maxLength === undefined ? {} : { maxLength }) },
];

/** What can be mapped to a column. Who it is from and to is written as parties as well, whatever is mapped. */
export const MESSAGE_FIELDS: SystemFields = Object.fromEntries([
  field("subject", "text"),
  field("body", "longText"),
  field("snippet", "text", 100),
  field("from", "text"),
  field("to", "text"),
  field("cc", "text"),
  field("bcc", "text"),
  field("date", "dateTime"),
  field("outgoing", "yesNo"),
  field("messageId", "text"),
  field("threadId", "text"),
  field("id", "text"),
  field("mailbox", "email"),
  field("mailboxId", "text"),
  field("folder", "text"),
]);

/** The mailbox that a message was found in. */
export interface Where {
  readonly grant: string;
  readonly address: string;
  readonly folders: (ids: readonly string[]) => readonly MailFolder[];
}

/** A message as Nylas tells it; one that makes no sense is a record in trouble, and costs nobody else. */
export function toRecord(json: unknown, where: Where): SystemRecord {
  const parsed = messageFrame.safeParse(json);
  if (parsed.success) return recordOf(parsed.data, where);
  const place = parsed.error.issues[0]?.path.join(".") || "the message";
  return {
    id: standInFor(JSON.stringify(json) ?? ""),
    values: {},
    trouble: { code: "RECORD_MALFORMED", params: { details: `${place} has an unknown form` } },
  };
}

function recordOf(json: MessageJson, { address, folders, grant }: Where): SystemRecord {
  const { bcc, body, cc, date, from, headers, id, snippet, subject, thread_id: threadId, to } = json;
  const placed = folders(json.folders ?? []);
  // Seconds; what no calendar holds is no time.
  const sent = typeof date === "number" && Math.abs(date) < 1e11 ? new Date(date * 1000).toISOString() : null;
  const values: Values = {
    id,
    mailbox: address,
    mailboxId: grant,
    threadId: threadId ?? null,
    messageId: messageIdAmong(headers),
    subject: subject ?? null,
    body: body ?? null,
    snippet: snippet ?? null,
    from: addressList(from),
    to: addressList(to),
    cc: addressList(cc),
    bcc: addressList(bcc),
    date: sent,
    outgoing: placed.some(({ kind }) => kind === "sent"),
    folder: placed.map(({ name }) => name).join(", ") || null,
  };
  return {
    id: nameOfMessage({ grant, message: id }),
    values,
    lists: {
      [MAIL_LISTS.from]: people(from),
      [MAIL_LISTS.to]: people(to),
      [MAIL_LISTS.cc]: people(cc),
      [MAIL_LISTS.bcc]: people(bcc),
      [MAIL_LISTS.folders]: placed.map((folder) => ({ id: folder.id, name: folder.name, kind: folder.kind })),
      [MAIL_LISTS.references]: referencesIn(headers).map((each) => ({ id: each })),
      [MAIL_LISTS.attachments]: (json.attachments ?? []).map((each) => ({
        id: textOf(member(each, "id")),
        filename: textOf(member(each, "filename")),
        size: bytesOf(member(each, "size")),
      })),
    },
    ...(sent === null ? {} : { modifiedOn: sent }),
  };
}

/** Of what it answers, the oldest first: `References`, then `In-Reply-To` where that says more. */
function referencesIn(headers: unknown): readonly string[] {
  const of = (name: string) => headerValues(headers, name).flatMap(messageIdsIn);
  return [...new Set([...of("References"), ...of("In-Reply-To")])];
}

function people(list: readonly unknown[] | null | undefined): readonly Values[] {
  return (list ?? []).map((each) => ({
    name: textOf(member(each, "name")),
    email: textOf(member(each, "email")),
  }));
}

/** "ada@acme.example; bob@acme.example", as Dynamics has it; null for nobody. */
function addressList(list: readonly unknown[] | null | undefined): string | null {
  return (
    people(list)
      .flatMap(({ email }) => (email ? [email] : []))
      .join("; ") || null
  );
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

/** What is no number of bytes counts as nothing. */
const bytesOf = (value: unknown): number => (typeof value === "number" && value > 0 ? value : 0);
