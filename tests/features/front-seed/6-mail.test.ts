import { readSettings } from "../../../connector/settings/read-settings";
import { SELLER_EMAIL } from "../../../local/samples";
import { startMailServer, type MailServer } from "../../support/mail-server";
import { until } from "../../connector/support/connector";
import { FrontWorld } from "../support/front-world";

// "The user that triggered the sync will receive an email notification", of Front's page about Dynamics 365.

describe("Front's page about Dynamics 365: an email about errors", () => {
  let world: FrontWorld;
  let server: MailServer;
  let asker = "";

  beforeAll(async () => {
    server = await startMailServer();
    const { mail } = readSettings({
      WAVE_SYNC_SMTP_URL: server.url,
      WAVE_SYNC_NOTICE_FROM: "sync@example.com",
      WAVE_SYNC_NOTICE_TO: "operator@example.com",
    });
    world = await FrontWorld.start({ settings: { mail: mail! } });
    const { body } = await world.dynamics.as("admin", "GET", "WhoAmI");
    const admin = world.dynamics.rows("systemuser").find(({ id }) => id === body.UserId)!;
    asker = String(admin.values.internalemailaddress);
  });
  afterAll(async () => {
    await world?.close();
    await server?.close();
  });

  it("is sent once to who started the run, grouped by cause, with each cure and nobody's name", async () => {
    for (const name of ["Private SA", "Secret GmbH"])
      await world.account({ name, websiteurl: "https://gmail.com" });
    await world.account({ name: "Invalid Ltd", websiteurl: "no domain" });
    await world.runNow();
    const [mail] = await until("the mail", () => server.mails.length > 0 && server.mails);
    expect(mail).toMatchObject({ to: [asker], from: "sync@example.com" });
    expect(mail!.to).not.toContain(SELLER_EMAIL);
    expect(mail!.subject).toBe("Wave Sync: some records of Front accounts need attention");
    expect(mail!.text).toContain(
      "1. Common email domain (2): Replace it in Dynamics with the company's own website or email address",
    );
    expect(mail!.text).toContain("2. Invalid email domain (1): Correct the website or email address");
    expect(mail!.text + mail!.html).not.toMatch(/Private SA|Secret GmbH|Invalid Ltd/);
  });

  it("none of a run that nobody started, and none when everything was synced; one when the run was stopped", async () => {
    await world.run();
    for (const { id, values } of world.dynamics.rows("account"))
      await world.edit(id, { websiteurl: `https://${String(values.name).replace(" ", "-")}.com` });
    const { result } = await world.runNow();
    await until("all to be in sync", () => world.openIssues().length === 0);
    // A mail tells what is open when it is written: what comes next must not be part of this run's.
    await until("its mail to be left out", () =>
      world.connector.log.some(
        (line) => line.includes("nothing to tell by mail") && line.includes(result.runIds![0]!),
      ),
    );
    await world.map({ view: "0f7c1c1e-0000-4000-8000-00000000000a" });
    await world.runNow();
    // They are sent one after the other: had the others had anything to tell, theirs would be here by now.
    const mail = await until("the mail", () => server.mails[1]);
    expect(mail.text).toContain("View not found (1): Open the mapping in the Wave Sync app");
    expect(server.mails).toHaveLength(2);
  });
});
