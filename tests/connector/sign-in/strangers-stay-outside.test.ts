import { connectRequest, runConnector, type TestConnector } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { Browser, codeOn, makeLink, openLink, start } from "./support/browser";

describe("the sign-in pages", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const browser = new Browser();

  beforeAll(async () => {
    dynamics = await startDynamics({ withSolution: false });
    connector = await runConnector();
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it.each(["", "link=", `link=${"A".repeat(43)}`, "link=a&link=b"])(
    "are closed to whoever has no setup link (%s)",
    async (fields) => {
      for (const path of ["/connect", "/connect/start"]) {
        const body = new URLSearchParams(fields);
        const page = await browser.get(connector.url + path, { method: "POST", body });
        expect([page.status, codeOn(page)]).toEqual([400, "SETUP_LINK_INVALID"]);
        // A page, not its source.
        expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
        expect(page.headers.get("set-cookie")).toBeNull();
        expect(page.text).toContain("wave-sync connect --sign-in");
      }
    },
  );

  it("ask whoever comes without a link for its code, and tell no proxy's log of it", async () => {
    const link = await makeLink(connector, dynamics);
    expect(new URL(link.url)).toMatchObject({ pathname: "/connect", search: "" });
    for (const query of ["", "?link=abc"]) {
      const page = await browser.get(connector.url + "/connect" + query);
      expect(page.status).toBe(200);
      expect(page.headers.get("content-type")).toBe("text/html; charset=utf-8");
      expect(page.text).toContain('<form method="post" action="/connect">');
    }
  });

  it("give a setup link to the admin key only", async () => {
    for (const authorization of ["", "Bearer wrong"]) {
      const answer = await fetch(`${connector.adminUrl}/admin/sign-in-links`, {
        method: "POST",
        headers: authorization ? { authorization } : {},
        body: JSON.stringify(connectRequest(dynamics)),
      });
      expect(answer.status).toBe(401);
    }
  });

  it.each([
    ["a foreign sign-in service", { authority: "https://login.evil.example/x" }, "AUTHORITY_NOT_ALLOWED"],
    ["no tenant", { authority: undefined }, "TENANT_MISSING"],
    ["no client secret", { clientSecret: "" }, "BAD_INPUT"],
  ])("make no link for %s", async (_name, changes, code) => {
    const answer = await connector.admin("/sign-in-links", { ...connectRequest(dynamics), ...changes });
    expect([answer.status, (answer.body as { error: { code: string } }).error.code]).toEqual([400, code]);
  });

  it.each([
    ["https://example.com", "URL_NOT_DYNAMICS"],
    ["http://contoso.crm4.dynamics.com", "URL_NOT_HTTPS"],
    ["https://user:secret@contoso.crm4.dynamics.com", "URL_WITH_CREDENTIALS"],
    ["contoso", "URL_UNREADABLE"],
    // Its codes would go to a local sign-in service.
    ["https://contoso.crm4.dynamics.com", "URL_NOT_DYNAMICS"],
  ])("do not begin for the instance URL %s", async (url, code) => {
    const link = await makeLink(connector, dynamics);
    const page = await start(browser, link.url, url);
    expect([page.status, codeOn(page), page.location]).toEqual([400, code, null]);
    // The form again, with what was typed, pointing to what is wrong.
    expect(page.text).toContain(`value="${url}" aria-invalid="true" aria-describedby="problem hint"`);
  });

  it("escape what was typed", async () => {
    const link = await makeLink(connector, dynamics);
    const page = await start(browser, link.url, '"><script>alert(1)</script>');
    expect(page.text).not.toContain("<script");
    expect(page.text).toContain("&lt;script&gt;");
  });

  it("load nothing, are framed by nobody and leak no address", async () => {
    const link = await makeLink(connector, dynamics);
    for (const url of [link.url, `${connector.url}/connect/callback?state=x`]) {
      const { headers } = await browser.get(url);
      expect(headers.get("content-security-policy")).toMatch(/^default-src 'none';.*frame-ancestors 'none'/);
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("cache-control")).toBe("no-store");
    }
    const { headers } = await openLink(browser, link.url);
    expect(headers.get("content-security-policy")).toContain(`form-action 'self' ${dynamics.url}`);
  });

  it("do nothing when only headers are asked for", async () => {
    const link = await makeLink(connector, dynamics);
    for (const path of ["/connect", "/connect/start", "/connect/callback"]) {
      const answer = await browser.get(new URL(path, link.url).href, { method: "HEAD" });
      expect(answer.status).toBe(404);
    }
  });

  it.each([
    ["de-AT,de;q=0.9,en;q=0.8", "de", "Mit Microsoft anmelden"],
    ["fr", "fr", "Se connecter avec Microsoft"],
    ["pt;q=0.9,es;q=0.7", "es", "Iniciar sesión con Microsoft"],
    ["pt", "en", "Sign in with Microsoft"],
  ])("speak to %s in %s", async (accept, language, button) => {
    const link = await makeLink(connector, dynamics);
    const page = await openLink(new Browser(accept), link.url);
    expect(page.text).toContain(`<html lang="${language}">`);
    expect(page.text).toContain(`<button>${button}</button>`);
    expect(page.text).toContain('<label for="url">');
  });
});
