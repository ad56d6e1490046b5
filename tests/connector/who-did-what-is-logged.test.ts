import { randomUUID } from "node:crypto";
import { readSettings } from "../../connector/settings/read-settings";
import { runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { Browser, codeOn, makeLink, openLink, signInUpToCallback, start } from "./sign-in/support/browser";

describe("what operators do stands in the log, with who did it and from where", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const anna = { name: "anna", key: randomUUID() };
  const lines = (message: string) =>
    connector.log
      .map((line) => JSON.parse(line) as Record<string, unknown>)
      .filter(({ msg }) => msg === message);

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector({ adminKeys: [anna] });
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const ask = (key: string, method = "POST", path = "/disconnect") =>
    fetch(`${connector.adminUrl}/admin${path}`, {
      method,
      headers: { authorization: `Bearer ${key}` },
      ...(method === "POST" ? { body: JSON.stringify({ dataverseUrl: dynamics.url }) } : {}),
    });

  it("each key by its name", async () => {
    for (const key of [anna.key, connector.adminKey]) expect((await ask(key)).status).toBe(404);
    expect((await ask("wrong")).status).toBe(401);
    const said = lines("An admin request was answered");
    expect(said.map(({ who }) => who)).toEqual(["anna", "admin"]);
    expect(said[0]).toMatchObject({
      from: "127.0.0.1",
      method: "POST",
      route: "/admin/disconnect",
      httpStatus: 404,
      correlationId: expect.any(String),
    });
    expect(connector.log.join()).not.toContain(anna.key);
  });

  it("but for looking", async () => {
    const before = lines("An admin request was answered").filter(({ level }) => level === 30).length;
    expect((await ask(anna.key, "GET", "/status")).status).toBe(200);
    expect(lines("An admin request was answered").filter(({ level }) => level === 30)).toHaveLength(before);
  });

  it("a sign-in by the object id of whoever signed in, which names nobody", async () => {
    const browser = new Browser();
    const { url } = await makeLink(connector, dynamics);
    const done = await browser.get(await signInUpToCallback(browser, url, dynamics));
    expect(done.status).toBe(200);
    const admin = dynamics
      .rows("systemuser")
      .find(({ values }) => values.internalemailaddress === "admin@contoso.example")!;
    expect(lines("Signed in and connected")).toEqual([
      expect.objectContaining({ who: admin.values.azureactivedirectoryobjectid, from: "127.0.0.1" }),
    ]);
    expect(connector.log.join()).not.toContain("admin@contoso.example");
  });

  it("signing in again with another account is asked about first", async () => {
    // Somebody else who may do everything the connector has to.
    const seller = dynamics
      .rows("systemuser")
      .find(({ values }) => values.internalemailaddress === "seller@contoso.example")!;
    const roles = dynamics
      .rows("role")
      .filter(({ values }) => /^(Wave Sync Connector|System Administrator)$/.test(String(values.name)));
    for (const role of roles)
      await dynamics.as("admin", "POST", `systemusers(${seller.id})/systemuserroles_association/$ref`, {
        "@odata.id": `${dynamics.url}/api/data/v9.2/roles(${role.id})`,
      });
    const browser = new Browser();
    const { url } = await makeLink(connector, dynamics);
    const asked = await browser.get(await signInUpToCallback(browser, url, dynamics, "seller"));
    expect([asked.status, codeOn(asked)]).toEqual([400, "SIGN_IN_OTHER_ACCOUNT"]);
    expect(asked.text).toContain("Go on with another account");

    // The same link, on purpose.
    expect((await openLink(browser, url, { otherAccount: "on" })).text).toContain(
      'name="otherAccount" value="on"',
    );
    const started = await start(browser, url, dynamics.url, { otherAccount: "on" });
    const done = await browser.get(await browser.choose(started.location!, "seller"));
    expect(done.status).toBe(200);
  });
});

describe("names of admin keys", () => {
  const long = "k".repeat(24);
  it("are read with their keys", () => {
    expect(readSettings({ WAVE_SYNC_ADMIN_KEYS: `anna:${long}, deploy:a:${long}` }).adminKeys).toEqual([
      { name: "anna", key: long },
      { name: "deploy", key: `a:${long}` },
    ]);
  });

  it.each([long, "anna:short-secret", `anna:${long},anna:${long}x`])(
    "make sense, or are explained without the key",
    (text) => {
      expect(() => readSettings({ WAVE_SYNC_ADMIN_KEYS: text })).toThrow(
        /WAVE_SYNC_ADMIN_KEYS (holds|names)(?!.*(kkk|short-secret))/,
      );
    },
  );
});
