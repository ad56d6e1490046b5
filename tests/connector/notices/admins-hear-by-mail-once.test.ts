import { openDatabase } from "../../../connector/database/open-database";
import type { Database } from "../../../connector/database/database";
import { Office } from "./support/office";

describe("admins are told by mail", () => {
  let database: Database;
  let office: Office;
  let environment: string;

  beforeAll(async () => {
    database = await openDatabase({});
  });
  afterAll(() => database.close());

  beforeEach(async () => {
    await database.query("delete from wave_sync.environment");
    office = await Office.open(database);
    environment = await office.connected();
  });
  afterEach(() => office.close());

  const host = async (): Promise<string> => {
    const [row] = await database.query<{ url: string }>("select url from wave_sync.environment");
    return new URL(row!.url).host;
  };

  it("nothing while everything works", async () => {
    expect(await office.round()).toBe(0);
    expect(office.server.offered()).toBe(0);
  });

  it("once a pause: which environment, since when, and what to do", async () => {
    await office.pause(environment);
    expect([await office.round(), await office.round(), await office.round()]).toEqual([1, 0, 0]);
    const [mail] = office.server.mails;
    expect(mail).toMatchObject({ to: ["anna@example.com"], from: "sync@example.com" });
    expect(mail!.subject).toBe(`Wave Sync: sign in to ${await host()} again`);
    expect(mail!.text).toContain("wave-sync sign-in");
    expect(mail!.text).toContain("https://sync.example.com/connect");
    expect(mail!.text).toMatch(/paused since .*\d{4}.* UTC/);
    expect(mail!.html).toContain("<li>");
  });

  it("of a client secret that is refused: that a new one is needed, and where to make and enter it", async () => {
    await office.pause(environment, "SECRET_REFUSED");
    expect([await office.round(), await office.round()]).toEqual([1, 0]);
    const [mail] = office.server.mails;
    expect(mail!.subject).toBe(`Wave Sync: ${await host()} needs a new client secret`);
    expect(mail!.text).toContain("Certificates & secrets");
    expect(mail!.text).toContain("wave-sync connect");
    expect(mail!.text).not.toContain("wave-sync sign-in");
    await office.signIn(environment);
    expect(await office.round()).toBe(1);
    expect(office.server.mails[1]!.text).toContain("has access to");
  });

  it("again a day later, while it lasts, and not an hour before", async () => {
    await office.pause(environment);
    await office.round();
    await office.later(environment, "23 hours");
    expect(await office.round()).toBe(0);
    await office.later(environment, "1 hour");
    expect([await office.round(), await office.round()]).toEqual([1, 0]);
    const ids = office.server.mails.map(({ messageId }) => messageId);
    expect(new Set(ids).size).toBe(2);
  });

  it("once more when it is over, and then never again", async () => {
    await office.pause(environment);
    await office.round();
    await office.signIn(environment);
    expect([await office.round(), await office.round()]).toEqual([1, 0]);
    expect(office.server.mails[1]!.subject).toBe(`Wave Sync: ${await host()} is syncing again`);
    await office.pause(environment);
    expect(await office.round()).toBe(1);
  });

  it("nothing of a pause that was over before anybody heard of it, or of a connection that was ended", async () => {
    await office.pause(environment);
    await office.signIn(environment);
    expect(await office.round()).toBe(0);

    await office.pause(environment);
    await office.round();
    await database.query("update wave_sync.environment set status = 'disconnected'");
    expect(await office.round()).toBe(0);
    expect(await database.query("select * from wave_sync.notice")).toHaveLength(0);
    expect(office.server.mails).toHaveLength(1);
  });

  it("each in her language, each in a mail of her own", async () => {
    await office.pause(environment);
    expect(
      await office.round("anna@example.com, de:jan@example.com; fr:zoe@example.com, ES:luz@example.com"),
    ).toBe(4);
    const subjects = Object.fromEntries(office.server.mails.map(({ to, subject }) => [to.join(), subject]));
    const name = await host();
    expect(subjects).toEqual({
      "anna@example.com": `Wave Sync: sign in to ${name} again`,
      "jan@example.com": `Wave Sync: erneute Anmeldung bei ${name} erforderlich`,
      "zoe@example.com": `Wave Sync : ${name} demande une connexion`,
      "luz@example.com": `Wave Sync: ${name} necesita un inicio de sesión`,
    });
    const german = office.server.mails.find(({ to }) => to.includes("jan@example.com"))!;
    expect(german.text).toContain("Öffnen Sie den ausgegebenen Link");
    expect(german.raw).not.toContain("anna@example.com");
  });

  it("of every environment that waits, and of no other", async () => {
    const second = await office.connected();
    await office.connected();
    await office.pause(environment);
    await office.pause(second);
    expect(await office.round()).toBe(2);
    expect(new Set(office.server.mails.map(({ subject }) => subject)).size).toBe(2);
  });
});
