import type { Clock } from "../clock/clock";
import type { Database } from "../database/database";
import type { Environments } from "../environment/environments";
import type { Logger } from "../logging/logger";
import type { MailSettings } from "../settings/mail";
import { repeat } from "../work/repeat";
import { createMailer } from "./mailer";
import { sendRunMails } from "./run-mails";
import { sendNotices } from "./send-notices";

/** Two small queries; any connector may have paused an environment. */
const LOOK_EVERY_MS = 2_000;

export interface StartNoticesParts {
  readonly environments: Environments;
  readonly database: Database;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly publicUrl: () => string;
}

/**
 * Tells admins, and whoever started a run, by mail, where that is set up; the app shows it in any case. Gives a function that stops it.
 */
export function startNotices(parts: StartNoticesParts, mail: MailSettings | undefined): () => Promise<void> {
  if (!mail) return async () => {};
  const mailer = createMailer(mail);
  return repeat(
    parts.clock,
    LOOK_EVERY_MS,
    async () => {
      await sendNotices({ ...parts, mailer, mail });
      await sendRunMails({ ...parts, mailer, mail });
    },
    (error) => parts.logger.error("Looking for notices failed", { error }),
  );
}
