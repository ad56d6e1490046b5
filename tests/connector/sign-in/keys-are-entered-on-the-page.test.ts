import { FRONT_SANDBOX_TOKEN } from "../../../local/sandboxes/front";
import { connectRequest, runConnector, type TestConnector } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { Browser, codeOn, makeLink, openLink, start } from "./support/browser";

describe("a setup link without the key of its system", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const browser = new Browser();

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const link = async () =>
    (
      await makeLink(connector, dynamics, {
        system: "front",
        front: { apiBaseUrl: `${dynamics.url}/sandboxes/front/api` },
      })
    ).url;

  it("asks for what is missing, and never shows what is secret", async () => {
    const page = await openLink(browser, await link());
    expect(page.text).toContain('<label for="setting.apiToken">API token</label>');
    expect(page.text).toMatch(/id="setting\.apiToken"[^>]* type="password"[^>]* required/);
    // It has a value already, and is for the command line.
    expect(page.text).not.toContain("setting.apiBaseUrl");
  });

  it("asks in the reader's language", async () => {
    const page = await openLink(new Browser("de"), await link());
    expect(page.text).toContain(">API-Token</label>");
  });

  it("says which of them cannot be used, and does not send back what was typed", async () => {
    const page = await start(browser, await link(), dynamics.url, {
      "setting.apiToken": "with a\u00a0blank",
    });
    expect([page.status, codeOn(page)]).toEqual([400, "SETTING_NOT_USABLE"]);
    expect(page.text).toContain("API token");
    expect(page.text).not.toContain("blank");
  });

  it("connects with the key that was entered, which no row of Dynamics ever holds", async () => {
    const started = await start(browser, await link(), dynamics.url, {
      "setting.apiToken": FRONT_SANDBOX_TOKEN,
    });
    expect(started.status).toBe(303);
    expect(started.location).not.toContain(FRONT_SANDBOX_TOKEN);
    const done = await browser.get(await browser.choose(started.location!, "admin"));
    expect(done.text).toContain(`Front is connected to ${dynamics.url}.`);
    for (const table of ["wave_connection", "wave_mapping", "wave_operation"])
      expect(JSON.stringify(dynamics.rows(table))).not.toContain(FRONT_SANDBOX_TOKEN);
    expect(connector.log.join("")).not.toContain(FRONT_SANDBOX_TOKEN);
  });

  it("is not asked for anything where it has all", async () => {
    const { url } = await makeLink(connector, dynamics, connectRequest(dynamics));
    expect((await openLink(browser, url)).text).not.toContain("setting.");
  });
});
