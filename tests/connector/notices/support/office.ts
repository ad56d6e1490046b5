import { createLogger } from "../../../../connector/logging/logger";
import type { Database } from "../../../../connector/database/database";
import type { PauseCode } from "../../../../connector/dataverse/needs-sign-in-error";
import { createMailer } from "../../../../connector/notices/mailer";
import { sendNotices } from "../../../../connector/notices/send-notices";
import { readSettings } from "../../../../connector/settings/read-settings";
import { pauseProblem } from "../../../../connector/environment/sign-in/problem";
import { pauseForSignIn } from "../../../../connector/state/pauses";
import { setEnvironmentStatus } from "../../../../connector/state/environments";
import { startMailServer, type MailServer } from "../../../support/mail-server";
import { addEnvironment } from "../../support/environment";

/** A mail server, environments to pause, and connectors' rounds of telling, one at a time or at once. */
export class Office {
  readonly log: string[] = [];

  private constructor(
    readonly database: Database,
    readonly server: MailServer,
  ) {}

  static async open(database: Database): Promise<Office> {
    return new Office(database, await startMailServer());
  }

  /** One connector's round; gives how many mails it sent. */
  round(to = "anna@example.com"): Promise<number> {
    const { mail } = readSettings({
      WAVE_SYNC_SMTP_URL: this.server.url,
      WAVE_SYNC_NOTICE_FROM: "sync@example.com",
      WAVE_SYNC_NOTICE_TO: to,
    });
    return sendNotices({
      database: this.database,
      logger: createLogger("debug", { write: (line) => void this.log.push(line) }),
      mailer: createMailer(mail!),
      mail: mail!,
      publicUrl: () => "https://sync.example.com",
    });
  }

  /** A connected environment; gives its id. */
  async connected(): Promise<string> {
    return (await addEnvironment(this.database)).id;
  }

  pause(id: string, code: PauseCode = "NEEDS_SIGN_IN"): Promise<boolean> {
    return pauseForSignIn(this.database, id, pauseProblem(code, "en"));
  }

  async signIn(id: string): Promise<void> {
    await setEnvironmentStatus(this.database, id, "connected", null);
  }

  /** As if everything about this environment's notices had happened so much earlier. */
  async later(id: string, interval: string): Promise<void> {
    await this.database.query(
      `update wave_sync.notice set sent_on = sent_on - $2::interval, due_on = due_on - $2::interval,
         lease_until = lease_until - $2::interval where environment_id = $1`,
      [id, interval],
    );
  }

  close(): Promise<void> {
    return this.server.close();
  }
}
