import { createMailer } from "../../notices/mailer";
import type { MailSettings } from "../../settings/mail";
import { failed, ok, skipped, type Finding } from "./check";

/** Signs in to the mail server; nothing is sent. */
export async function checkMail(mail: MailSettings | undefined): Promise<Finding> {
  if (!mail)
    return skipped(
      "Notices by mail: set WAVE_SYNC_SMTP_URL, WAVE_SYNC_NOTICE_FROM and WAVE_SYNC_NOTICE_TO to have them",
    );
  const where = `${mail.host}, port ${mail.port}`;
  try {
    await createMailer(mail).check();
    return ok(`Mail server ${where}, for ${mail.to.length} to be told`);
  } catch (error) {
    // The code alone: the server's words may quote the user name.
    const { code = "no answer" } = error as { readonly code?: string };
    return failed(`The mail server ${where} does not let us send (${code})`, CURES[code] ?? CURE);
  }
}

const CURE = "Check host and port in WAVE_SYNC_SMTP_URL, and that this machine may reach it.";
/** By the mail library's own codes. */
const CURES: Readonly<Record<string, string>> = {
  EAUTH: "Check user and password in WAVE_SYNC_SMTP_URL; special characters in them are percent-encoded.",
  ENOAUTH: "Put user and password into WAVE_SYNC_SMTP_URL, or name a server that asks for none.",
  ETLS: "The server has to offer TLS: use smtps:// with port 465, or a server with STARTTLS and a valid certificate.",
};
