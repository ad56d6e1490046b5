import type { SignInLinkResponse, StatusResponse } from "../../../connector/connect/admin-api";
import { connectTo, runConnector, startRun, until, type TestConnector } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { Browser, connectBySigningIn, signInUpToCallback, openLink } from "./support/browser";

describe("wave-sync sign-in", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const again = (more = {}) => connector.admin("/sign-in-links", { again: true, ...more });
  const status = async () =>
    ((await connector.admin("/status")).body as unknown as StatusResponse).environments[0]!.status;

  it("has nothing to go on before anything is connected", async () => {
    expect(await again()).toMatchObject({ status: 404, body: { error: { code: "NO_ENVIRONMENT" } } });
  });

  it("makes a link from what the environment was connected with; signing in there ends the pause", async () => {
    await connectBySigningIn(connector, dynamics);
    dynamics.platform.security.grants.endSessions();
    await startRun(connector);
    await until("the pause", async () => (await status()) === "needsSignIn");

    const { status: made, body } = await again();
    expect(made).toBe(201);
    expect(JSON.stringify(body)).not.toMatch(/local-wave-key|clientSecret/);
    const { url } = body as unknown as SignInLinkResponse;
    const browser = new Browser();
    const page = await openLink(browser, url);
    expect(page.text).toContain(`value="${dynamics.url}"`);
    expect(page.text).not.toContain("local-wave-key");
    const done = await browser.get(await signInUpToCallback(browser, url, dynamics));
    expect(done.status).toBe(200);
    expect(await status()).toBe("connected");
  });

  it("takes the environment that is named, and no other", async () => {
    await connectTo(connector, dynamics);
    expect((await again({ dataverseUrl: dynamics.url })).status).toBe(201);
    const other = await again({ dataverseUrl: "https://contoso.crm4.dynamics.com" });
    expect(other).toMatchObject({ status: 404, body: { error: { code: "NO_ENVIRONMENT" } } });
  });

  it("is the admin's alone", async () => {
    const answer = await fetch(`${connector.adminUrl}/admin/sign-in-links`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: "Bearer wrong" },
      body: JSON.stringify({ again: true }),
    });
    expect(answer.status).toBe(401);
  });
});
