/** What a mail program shows. */
export interface ReadMail {
  readonly subject: string;
  readonly messageId: string;
  readonly text: string;
  readonly html: string;
  /** As it came over the wire. */
  readonly raw: string;
}

/** Reads a mail with a plain and an HTML part (RFC 2045-2047), as much of it as our own mails use. */
export function readMail(raw: string): ReadMail {
  const { headers, body } = split(raw);
  const boundary = /boundary="?([^";]+)"?/.exec(headers["content-type"] ?? "")?.[1];
  const parts = boundary
    ? body
        .split(`--${boundary}`)
        .slice(1, -1)
        .map((part) => split(part.trim()))
    : [];
  const part = (type: string): string => {
    const found = parts.find(({ headers: own }) => own["content-type"]?.startsWith(type));
    return found ? decode(found.body, found.headers["content-transfer-encoding"]) : "";
  };
  return {
    subject: words(headers.subject ?? ""),
    messageId: headers["message-id"] ?? "",
    text: part("text/plain"),
    html: part("text/html"),
    raw,
  };
}

function split(text: string): { readonly headers: Record<string, string>; readonly body: string } {
  const [head = "", ...rest] = text.split(/\r?\n\r?\n/);
  const headers: Record<string, string> = {};
  for (const line of head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const at = line.indexOf(":");
    headers[line.slice(0, at).toLowerCase()] = line.slice(at + 1).trim();
  }
  return { headers, body: rest.join("\n\n") };
}

function decode(body: string, encoding = "7bit"): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  return encoding === "quoted-printable" ? quoted(body.replace(/=\r?\n/g, "")) : body;
}

const quoted = (text: string): string =>
  Buffer.from(
    text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
    "latin1",
  ).toString("utf8");

/** Encoded words in headers: `=?UTF-8?Q?…?=`. */
function words(text: string): string {
  return text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, coded: string) =>
      kind.toUpperCase() === "B"
        ? Buffer.from(coded, "base64").toString("utf8")
        : quoted(coded.replaceAll("_", " ")),
    );
}
