import { ConnectionStatus } from "../../../core/generated/schema";
import type { StatusResponse } from "../../../connector/connect/admin-api";
import { importAll, operate, runConnector, type TestConnector } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { EMPTY_CONTACT, type WaveContact } from "../../../local/sandboxes/wave";
import { Browser, codeOn, makeLink, openLink, signInUpToCallback, start } from "./support/browser";

describe("signing in with Microsoft", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const browser = new Browser();
  const loaded = "2026-01-05T09:00:00.000Z";

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    dynamics.wave.store.load([
      { ...EMPTY_CONTACT, id: "w1", lastName: "First", createdAt: loaded, updatedAt: loaded } as WaveContact,
    ]);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("makes a link that names the redirect address to register, and lasts an hour", async () => {
    const { url, expiresOn, redirectUri } = await makeLink(connector, dynamics);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/connect#[\w-]{43}$/);
    expect(redirectUri).toBe(`${connector.url}/connect/callback`);
    const minutes = (Date.parse(expiresOn) - Date.now()) / 60_000;
    expect(minutes).toBeGreaterThan(58);
    expect(minutes).toBeLessThanOrEqual(60.1);
  });

  it("asks for a code with PKCE, state and only the scopes it needs", async () => {
    const { url } = await makeLink(connector, dynamics);
    const started = await start(browser, url, dynamics.url);
    expect(started.status).toBe(303);
    const address = new URL(started.location!);
    expect(address.origin + address.pathname).toBe(`${dynamics.url}/local/oauth2/v2.0/authorize`);
    const query = Object.fromEntries(address.searchParams);
    expect(query).toMatchObject({
      response_type: "code",
      client_id: "connector",
      code_challenge_method: "S256",
      redirect_uri: `${connector.url}/connect/callback`,
    });
    expect(query.code_challenge).toMatch(/^[\w-]{43}$/);
    expect(query.state).toMatch(/^[\w-]{43}$/);
    expect(query.scope!.split(" ").sort()).toEqual(
      [`${dynamics.url}/user_impersonation`, "offline_access", "openid", "profile"].sort(),
    );
    const cookie = started.headers.get("set-cookie")!;
    expect(cookie).toContain("HttpOnly; SameSite=Lax; Max-Age=600");
  });

  it("connects as the person who signed in, and syncs", async () => {
    const { url } = await makeLink(connector, dynamics);
    const callback = await signInUpToCallback(browser, url, dynamics);
    expect(new URL(callback).origin).toBe(connector.url);
    const done = await browser.get(callback);
    expect(done.status).toBe(200);
    expect(done.text).toContain(`Wave is connected to ${dynamics.url}.`);

    const [connection] = dynamics.rows("wave_connection");
    expect(connection!.values.wave_connectionstatus).toBe(ConnectionStatus.Connected);
    expect((await importAll(connector)).counts).toMatchObject({ created: 1, failed: 0 });
    const contact = dynamics.rows("contact")[0]!;
    const admin = dynamics
      .rows("systemuser")
      .find((row) => row.values.internalemailaddress === "admin@contoso.example");
    expect(contact.values.createdby).toMatchObject({ id: admin!.id });
    const pushed = await operate(dynamics, "wave_Push", { ids: [contact.id], as: "admin" });
    expect(pushed.result.records[0]!.outcome).toBe("unchanged");

    const again = await openLink(browser, url);
    expect([again.status, codeOn(again)]).toEqual([400, "SETUP_LINK_INVALID"]);
  });

  it("ends with no token left when disconnected, and no record deleted", async () => {
    const answer = await connector.admin("/disconnect", { dataverseUrl: dynamics.url });
    const [environment] = (answer.body as unknown as StatusResponse).environments;
    expect(environment).toMatchObject({ status: "disconnected" });
    expect(environment).not.toHaveProperty("problem");
    expect(dynamics.rows("contact")).toHaveLength(1);
    expect(dynamics.rows("wave_link")).toHaveLength(1);
    expect((await connector.admin("/runs", { kind: "firstImport" })).status).toBe(404);
  });

  it("offers the link again when the account lacks the role, and takes it then from somebody who has it", async () => {
    const { url } = await makeLink(connector, dynamics);
    const refused = await browser.get(await signInUpToCallback(browser, url, dynamics, "seller"));
    expect([refused.status, codeOn(refused)]).toEqual([400, "ROLE_MISSING"]);
    expect(refused.text).toContain(`name="link" value="${new URL(url).hash.slice(1)}"`);
    const done = await browser.get(await signInUpToCallback(browser, url, dynamics, "admin"));
    expect(done.status).toBe(200);
  });

  it("says so when the person cancels", async () => {
    const { url } = await makeLink(connector, dynamics);
    const page = await browser.get(await signInUpToCallback(browser, url, dynamics, "cancel"));
    expect([page.status, codeOn(page)]).toEqual([400, "SIGN_IN_DENIED"]);
    expect(page.text).toContain("AADSTS65004");
  });
});
