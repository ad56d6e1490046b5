import { createTransport } from "nodemailer";
import type { MailSettings } from "../settings/mail";

export interface Mail {
  /** One address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** The same for every attempt: should an answer get lost, the mailbox knows the mail again. */
  readonly messageId: string;
}

/** How mails leave. */
export interface Mailer {
  /** @throws when the mail server did not take the mail */
  send(mail: Mail): Promise<void>;
  /** Signs in to the mail server and sends nothing. @throws when that does not work */
  check(): Promise<void>;
}

/** Each of a mail server's answers is waited for this long; all of them together stay within a notice's lease. */
const ANSWER_MS = 15_000;

/**
 * Mail by SMTP. Nothing but what we give is read (no files, no addresses), and nothing leaves this machine without TLS.
 * https://nodemailer.com/smtp/
 */
export function createMailer(settings: MailSettings): Mailer {
  const { host, port, secure, tlsRequired, user, password, from } = settings;
  const transport = createTransport({
    host,
    port,
    secure,
    ...(tlsRequired ? { requireTLS: true } : { ignoreTLS: true }),
    ...(user === undefined ? {} : { auth: { user, pass: password ?? "" } }),
    tls: { minVersion: "TLSv1.2" },
    connectionTimeout: ANSWER_MS,
    greetingTimeout: ANSWER_MS,
    dnsTimeout: ANSWER_MS,
    socketTimeout: ANSWER_MS,
    logger: false,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ to, subject, text, html, messageId }) {
      await transport.sendMail({
        from: { name: "Wave Sync", address: from },
        to: { name: "", address: to },
        subject,
        text,
        html,
        messageId,
        // Tells other programs not to answer (RFC 3834).
        headers: { "Auto-Submitted": "auto-generated" },
      });
    },
    async check() {
      await transport.verify();
    },
  };
}
