import type { StatusResponse } from "../../../connector/connect/admin-api";
import { runConnector, until, type TestConnector } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { Browser, connectBySigningIn, makeLink, openLink, start } from "./support/browser";

describe("the box for importing everything", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const browser = new Browser();
  const lastRun = async () =>
    ((await connector.admin("/status")).body as unknown as StatusResponse).environments[0]!.lastRun;

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    dynamics.wave.store.create({ firstName: "Ada", lastName: "Ticked" });
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("is ticked, unless the link was made without", async () => {
    const page = async (changes: object) =>
      (await openLink(browser, (await makeLink(connector, dynamics, changes)).url)).text;
    expect(await page({})).toMatch(/name="autoSync"[^>]* checked/);
    expect(await page({ autoSync: false })).not.toMatch(/name="autoSync"[^>]* checked/);
  });

  it("not ticked: connecting imports nothing", async () => {
    await connectBySigningIn(connector, dynamics);
    expect(await lastRun()).toBeNull();
  });

  it("ticked: everything is imported, and the page says so", async () => {
    const { url } = await makeLink(connector, dynamics);
    const started = await start(browser, url, dynamics.url, { autoSync: "on" });
    const page = await browser.get(await browser.choose(started.location!, "admin"));
    expect(page.text).toContain("All records are being synced now");
    await until("the import", async () => (await lastRun())?.status === "succeeded");
    expect(dynamics.rows("contact").map(({ values }) => values.lastname)).toContain("Ticked");
  });
});
