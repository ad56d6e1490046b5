import { createMailer } from "../../notices/mailer";
import type { MailSettings } from "../../settings/mail";
import { failed, ok, skipped, type Finding } from "./check";

/** Signs in to the mail server; nothing is sent. */
export async function checkMail(mail: MailSettings | undefined): Promise<Finding> {
  if (!mail)
    return skipped(
      "Email notifications are off; to turn them on, set WAVE_SYNC_SMTP_URL, WAVE_SYNC_NOTICE_FROM and WAVE_SYNC_NOTICE_TO",
    );
  const where = `${mail.host}, port ${mail.port}`;
  try {
    await createMailer(mail).check();
    return ok(`Mail server ${where}. Recipients: ${mail.to.length}`);
  } catch (error) {
    // The code alone: the server's words may quote the user name.
    const { code = "no answer" } = error as { readonly code?: string };
    return failed(`Can't send email through ${where} (${code})`, CURES[code] ?? CURE);
  }
}

const CURE = "Check host and port in WAVE_SYNC_SMTP_URL, and that this computer can reach it.";
/** By the mail library's own codes. */
const CURES: Readonly<Record<string, string>> = {
  EAUTH: "Check user and password in WAVE_SYNC_SMTP_URL; special characters in them are percent-encoded.",
  ENOAUTH: "Add the user and password to WAVE_SYNC_SMTP_URL, or use a server that needs none.",
  ETLS: "The server has to offer TLS: use smtps:// with port 465, or a server with STARTTLS and a valid certificate.",
};
