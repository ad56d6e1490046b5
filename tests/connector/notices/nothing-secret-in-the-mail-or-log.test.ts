import { createMailer } from "../../../connector/notices/mailer";
import { compose, TEXTS } from "../../../connector/notices/compose";
import { openDatabase } from "../../../connector/database/open-database";
import { readSettings } from "../../../connector/settings/read-settings";
import { createLogger } from "../../../connector/logging/logger";
import { sendNotices } from "../../../connector/notices/send-notices";
import type { MailSettings } from "../../../connector/settings/mail";
import { startMailServer, type MailServer } from "../../support/mail-server";
import { Office } from "./support/office";

const PASSWORD = "pa55:w@rd";

const settingsFor = (url: string, more = {}): MailSettings =>
  ({
    ...readSettings({
      WAVE_SYNC_SMTP_URL: url,
      WAVE_SYNC_NOTICE_FROM: "sync@example.com",
      WAVE_SYNC_NOTICE_TO: "anna@example.com",
    }).mail!,
    ...more,
  }) satisfies MailSettings;

const mail = {
  to: "anna@example.com",
  subject: "s",
  text: "t",
  html: "<p>t</p>",
  messageId: "<1@example.com>",
};

describe("notices keep secrets", () => {
  let server: MailServer | undefined;
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  it("a mail holds no link, no key and no id of anything", () => {
    const url = "https://contoso.crm4.dynamics.com";
    for (const language of ["en", "de", "fr", "es"] as const) {
      for (const kind of ["needsSignIn", "secretRefused", "letInAgain"] as const) {
        const { text, html } = compose(
          { kind, url, since: new Date(0), page: "https://sync.example.com/connect" },
          language,
        );
        for (const body of [text, html]) {
          expect(body).not.toMatch(/link=|href|token|[A-Za-z0-9_-]{30,}|[0-9a-f]{8}-/);
          expect(body).not.toContain("{");
          expect(body).toContain("contoso.crm4.dynamics.com");
        }
      }
    }
  });

  it("what is put into a mail cannot become HTML", () => {
    const url = "https://contoso.crm4.dynamics.com";
    const page = `https://sync.example.com/<script>alert("x")</script>`;
    const { html, text } = compose({ kind: "needsSignIn", url, since: new Date(0), page }, "en");
    expect(html).toContain("&lt;script&gt;alert(&quot;x&quot;)");
    expect(html).not.toContain("<script");
    expect(text).toContain("<script>");
  });

  it("the log names no address, no password and no words of the mail server", async () => {
    const database = await openDatabase({});
    const office = await Office.open(database);
    server = await startMailServer({
      authOptional: false,
      onAuth: ({ username, password }, _session, callback) =>
        callback(new Error(`bad login ${username} ${password}`)),
    });
    const settings = settingsFor(
      `smtp://anna%40example.com:${encodeURIComponent(PASSWORD)}@127.0.0.1:${server.port}`,
    );
    expect(settings).toMatchObject({ user: "anna@example.com", password: PASSWORD });
    const log: string[] = [];
    try {
      await office.pause(await office.connected());
      const parts = {
        database,
        logger: createLogger("trace", { write: (line) => void log.push(line) }),
        mailer: createMailer(settings),
        mail: settings,
        publicUrl: () => "https://sync.example.com",
      };
      expect(await sendNotices(parts)).toBe(0);
      expect(log).toHaveLength(1);
      expect(JSON.parse(log[0]!)).toMatchObject({ msg: "An admin could not be told by mail", attempt: 1 });
      expect(log[0]).toContain("EAUTH");
      expect(log[0]).not.toMatch(/anna|pa55|bad login|127\.0\.0\.1/);
      const rows = await database.query("select * from wave_sync.notice");
      expect(JSON.stringify(rows)).not.toContain("anna");
    } finally {
      await office.close();
      await database.close();
    }
  });

  it("nothing leaves this machine without TLS: a server elsewhere that has none gets no password and no mail", async () => {
    const commands: string[] = [];
    server = await startMailServer({
      authOptional: false,
      onAuth: ({ username }, _session, callback) => {
        commands.push(username ?? "");
        callback(null, { user: username });
      },
    });
    const elsewhere = settingsFor(`smtp://sync:${encodeURIComponent(PASSWORD)}@127.0.0.1:${server.port}`, {
      tlsRequired: true,
    });
    await expect(createMailer(elsewhere).send(mail)).rejects.toThrow();
    expect([commands, server.mails]).toEqual([[], []]);
    expect(settingsFor("smtp://mail.example.com").tlsRequired).toBe(true);
    expect(settingsFor("smtp://127.0.0.1:2525").tlsRequired).toBe(false);
    expect(settingsFor("smtp://[::1]:2525")).toMatchObject({ host: "::1", tlsRequired: false });
  });

  it("a server whose certificate nobody vouches for gets nothing either", async () => {
    server = await startMailServer({ secure: true, disabledCommands: [] });
    const settings = settingsFor(`smtps://sync:${encodeURIComponent(PASSWORD)}@127.0.0.1:${server.port}`);
    await expect(createMailer(settings).send(mail)).rejects.toThrow(/certificate/i);
    expect(server.mails).toEqual([]);
  });

  it("every language says the same, with the same places", () => {
    const places = (node: object): unknown =>
      Object.entries(node).map(([name, value]: [string, unknown]) => [
        name,
        typeof value === "string" ? (value.match(/\{\w+\}/g) ?? []).sort() : places(value as object),
      ]);
    const { en, ...others } = TEXTS;
    for (const texts of Object.values(others)) expect(places(texts)).toEqual(places(en));
  });
});
