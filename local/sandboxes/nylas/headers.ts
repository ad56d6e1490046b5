import type { Mail, Person } from "./mail";

export interface HeaderLine {
  readonly name: string;
  readonly value: string;
}

/** Those that matter for conversations: what `include_basic_headers` gives. */
const BASIC: ReadonlySet<string> = new Set(["Message-ID", "In-Reply-To", "References"]);

/** The mail's headers as they were sent: not decoded, and several of one name where it passed several servers. */
export function headersOf(mail: Mail): readonly HeaderLine[] {
  const { bcc, cc, date, from, messageId, references, subject, to } = mail;
  const line = (name: string, value: string | null) => (value ? [{ name, value }] : []);
  return [
    line("Received", "from mx1.example by mx2.example"),
    line("Received", "from localhost by mx1.example"),
    line("Date", new Date(date * 1000).toUTCString()),
    line("From", list(from)),
    line("To", list(to)),
    line("Cc", list(cc)),
    line("Bcc", list(bcc)),
    line("Subject", encoded(subject)),
    line("Message-ID", messageId),
    line("In-Reply-To", references.at(-1) ?? null),
    line("References", references.join("\r\n ")),
    line("MIME-Version", "1.0"),
    line("Content-Type", "text/html; charset=utf-8"),
  ].flat();
}

export function basicHeadersOf(mail: Mail): readonly HeaderLine[] {
  return headersOf(mail).filter(({ name }) => BASIC.has(name));
}

/** The whole mail as it travels, in Base64url. */
export function rawMime(mail: Mail): string {
  const head = headersOf(mail).map(({ name, value }) => `${name}: ${value}`);
  return Buffer.from(`${head.join("\r\n")}\r\n\r\n${mail.body}\r\n`, "utf8").toString("base64url");
}

function list(people: readonly Person[]): string {
  return people.map(({ name, email }) => (name === "" ? email : `${phrase(name)} <${email}>`)).join(", ");
}

/** A name that may stand in a header: as it is, in quotes, or as an encoded word. */
function phrase(name: string): string {
  if (encoded(name) !== name) return encoded(name);
  return /^[\w ]+$/.test(name) ? name : `"${name.replace(/["\\]/g, "\\$&")}"`;
}

/** https://www.rfc-editor.org/rfc/rfc2047 */
function encoded(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return text;
  return `=?utf-8?B?${Buffer.from(text, "utf8").toString("base64")}?=`;
}
