import { basicHeadersOf, headersOf, rawMime } from "./headers";
import { snippetOf, type Attachment, type Mail } from "./mail";

/** Which of a message's fields are asked for. */
export const FIELDS = [
  "standard",
  "include_headers",
  "include_basic_headers",
  "include_tracking_options",
  "raw_mime",
] as const;
export type Fields = (typeof FIELDS)[number];

export type Shown = Readonly<Record<string, unknown>>;

/** A message as the interface gives it. */
export function shownMessage(mail: Mail, grantId: string, fields: Fields = "standard"): Shown {
  const shown = asItShouldBe(mail, grantId, fields);
  const { toldAs } = mail;
  if (toldAs === undefined) return shown;
  const isMembers = typeof toldAs === "object" && toldAs !== null && !Array.isArray(toldAs);
  return isMembers ? { ...shown, ...toldAs } : (toldAs as Shown);
}

function asItShouldBe(mail: Mail, grantId: string, fields: Fields): Shown {
  if (fields === "raw_mime")
    return { grant_id: grantId, object: "message", id: mail.id, raw_mime: rawMime(mail) };
  const { attachments, bcc, body, cc, date, folders, from, id, starred, subject, threadId, to, unread } =
    mail;
  return {
    object: "message",
    id,
    grant_id: grantId,
    thread_id: threadId,
    subject,
    from,
    to,
    cc,
    bcc,
    reply_to: [],
    date,
    snippet: snippetOf(body),
    body,
    folders,
    unread,
    starred,
    attachments: attachments.map((attachment) => shownAttachment(attachment, grantId)),
    ...(fields === "include_headers" ? { headers: headersOf(mail) } : {}),
    ...(fields === "include_basic_headers" ? { headers: basicHeadersOf(mail) } : {}),
    ...(fields === "include_tracking_options" ? { tracking_options: null } : {}),
  };
}

export function shownAttachment(
  { contentType, filename, id, isInline, size }: Attachment,
  grantId: string,
): Shown {
  return {
    id,
    grant_id: grantId,
    filename,
    content_type: contentType,
    size,
    content_disposition: isInline ? "inline" : "attachment",
    content_id: isInline ? `${id}@attachment` : "",
    is_inline: isInline,
  };
}

/** Only the members that `select` names; all where it names none. */
export function only(shown: Shown, select: readonly string[] | undefined): Shown {
  if (!select) return shown;
  return Object.fromEntries(select.flatMap((name) => (name in shown ? [[name, shown[name]]] : [])));
}
