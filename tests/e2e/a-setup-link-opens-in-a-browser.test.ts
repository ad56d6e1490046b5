import type { Browser, Page } from "playwright-core";
import { runConnector, type TestConnector } from "../connector/support/connector";
import { startDynamics, type Dynamics } from "../connector/support/dynamics";
import { makeLink } from "../connector/sign-in/support/browser";
import { launchBrowser } from "../support/browser";

describe("a setup link in a browser", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];
  const errors: string[] = [];

  beforeAll(async () => {
    [dynamics, connector, browser] = await Promise.all([startDynamics(), runConnector(), launchBrowser()]);
    page = await browser.newPage({ locale: "en-US" });
    page.on("request", (request) => asked.push(request.url()));
    page.on("console", (message) => void (message.type() === "error" && errors.push(message.text())));
    page.on("pageerror", (error) => errors.push(error.message));
  });
  afterAll(async () => {
    await browser?.close();
    await connector?.close();
    await dynamics?.close();
  });

  it("leads to the form by itself; its secret is in no address that is asked for, nor in the history", async () => {
    const { url } = await makeLink(connector, dynamics);
    await page.goto(url);
    await page.getByLabel("Instance URL").fill(dynamics.url);
    const secret = new URL(url).hash.slice(1);
    expect(page.url()).toBe(`${connector.url}/connect`);
    await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
    await page.waitForURL(/\/local\/oauth2\/v2\.0\/authorize/);
    expect(asked.length).toBeGreaterThanOrEqual(3);
    expect(asked.filter((address) => address.includes(secret))).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("that is used or wrong leads to a page that says so", async () => {
    await page.goto(`${connector.url}/connect#${"A".repeat(43)}`);
    const problem = page.getByRole("alert");
    await problem.waitFor();
    expect(await problem.textContent()).toContain("SETUP_LINK_INVALID");
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("Something went wrong");
  });

  it("can be given by its code, for whoever has scripts switched off", async () => {
    const { url } = await makeLink(connector, dynamics);
    await page.goto(`${connector.url}/connect?`);
    await page.getByLabel("Setup code").fill(new URL(url).hash.slice(1));
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByLabel("Instance URL").waitFor();
  });
});
