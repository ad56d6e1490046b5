import { LANGUAGES, type Language } from "../../core/issues/languages";
import { isLoopback } from "../../core/values/loopback";

/** Somebody who is told by mail. */
export interface Recipient {
  readonly address: string;
  readonly language: Language;
}

/** How notices leave, and to whom. Holds a password: never logged. */
export interface MailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise by STARTTLS. */
  readonly secure: boolean;
  /** False only for a server on this machine. */
  readonly tlsRequired: boolean;
  readonly user?: string;
  readonly password?: string;
  readonly from: string;
  readonly to: readonly Recipient[];
}

/** Submission with STARTTLS (RFC 6409), and with TLS from the start (RFC 8314). */
const SUBMISSION_PORT = 587;
const SUBMISSIONS_PORT = 465;

/** Plain addresses: what mail servers of organisations use. No line ends, no lists, no comments. */
const ADDRESS = /^[^\s@<>"(),:;\\]+@[^\s@<>"(),:;\\]+$/;

export const isAddress = (text: string): boolean => ADDRESS.test(text.trim());

/** `smtp(s)://user:password@host:port`; what is special in user and password is percent-encoded. */
export function isSmtpUrl(text: string): boolean {
  const url = /^smtps?:\/\/\S+$/i.test(text) && URL.canParse(text) ? new URL(text) : null;
  if (!url?.hostname || !["", "/"].includes(url.pathname)) return false;
  try {
    return decodeURIComponent(url.username + url.password) !== null;
  } catch {
    return false;
  }
}

/**
 * `anna@example.com, de:jan@example.com` -> who is told, each in her language (English unless one is named).
 * Gives a sentence when it cannot be read; it quotes no address.
 */
export function parseRecipients(text: string): readonly Recipient[] | string {
  const recipients = new Map<string, Recipient>();
  for (const entry of text.split(/[,;]/).map((part) => part.trim())) {
    if (entry === "") continue;
    const [, prefix, rest = ""] = /^(?:([A-Za-z]+):)?(.*)$/.exec(entry) ?? [];
    const language =
      prefix === undefined ? LANGUAGES[0] : LANGUAGES.find((each) => each === prefix.toLowerCase());
    if (!language)
      return `names a language we do not speak; write ${LANGUAGES.join(", ")} before the colon, or nothing`;
    if (!isAddress(rest))
      return "holds something that is no email address; write e.g. anna@example.com, de:jan@example.com";
    const address = rest.trim();
    recipients.set(address.toLowerCase(), { address, language });
  }
  if (recipients.size === 0) return "contains no address; for example: anna@example.com, de:jan@example.com";
  return [...recipients.values()];
}

/** The checked variables -> settings; undefined when notices by mail are not wanted. */
export function mailSettingsOf(values: {
  readonly WAVE_SYNC_SMTP_URL?: string;
  readonly WAVE_SYNC_NOTICE_FROM?: string;
  readonly WAVE_SYNC_NOTICE_TO?: readonly Recipient[];
}): MailSettings | undefined {
  const { WAVE_SYNC_SMTP_URL: address, WAVE_SYNC_NOTICE_FROM: from, WAVE_SYNC_NOTICE_TO: to } = values;
  if (address === undefined || from === undefined || to === undefined) return undefined;
  const url = new URL(address);
  const secure = url.protocol === "smtps:";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  return {
    host,
    port: url.port === "" ? (secure ? SUBMISSIONS_PORT : SUBMISSION_PORT) : Number(url.port),
    secure,
    tlsRequired: !isLoopback(host),
    ...(url.username === ""
      ? {}
      : { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }),
    from: from.trim(),
    to,
  };
}
