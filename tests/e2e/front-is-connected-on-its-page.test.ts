import type { Browser, Page } from "playwright-core";
import type { SignInLinkResponse } from "../../connector/connect/admin-api";
import { FRONT_SANDBOX_TOKEN } from "../../local/sandboxes/front";
import { App } from "../support/app";
import { launchBrowser } from "../support/browser";
import { eventually } from "../support/eventually";
import { frontAddresses, newAccount } from "../support/front-world";
import { World } from "../support/world";

describe("an admin who connects Front with the page behind a setup link", () => {
  let world: World;
  let browser: Browser;
  let page: Page;
  const asked: string[] = [];

  beforeAll(async () => {
    world = await World.start({ contacts: [] });
    await newAccount(world, { name: "Acme SAS", websiteurl: "https://www.acme.com" });
    await newAccount(world, { name: "Blue Kettle" });
    browser = await launchBrowser();
    page = await browser.newPage({ locale: "en-US" });
    page.on("request", (request) => asked.push(request.url()));
    const { url } = await world.admin<SignInLinkResponse>("POST", "/admin/sign-in-links", {
      clientId: "connector",
      clientSecret: "local",
      authority: `${world.url}/local`,
      system: "front",
      front: frontAddresses(world),
    });
    await page.goto(url);
  });
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });

  const signIn = async (token: string) => {
    await page.getByLabel("Instance URL").fill(world.url);
    await page.getByLabel("API token").fill(token);
    await page.getByRole("button", { name: "Sign in with Microsoft" }).click();
    await page.waitForURL(/\/local\/oauth2\/v2\.0\/authorize/);
    await page.getByRole("button", { name: /Admin/ }).click();
    await page.waitForURL(/\/connect\/callback/);
  };

  it("is told when Front refuses the token, and can enter another at once", async () => {
    await page.getByRole("heading", { name: "Connect Front to Dynamics 365" }).waitFor();
    await signIn("not-the-token");
    const problem = page.getByRole("alert");
    await problem.getByText("Front didn't accept the API key or token.").waitFor();
    await problem.getByText(/Copy it from Front again/).waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByLabel("API token").waitFor();
    expect(await page.getByLabel("API token").inputValue()).toBe("");
  });

  it("enters the token there and nowhere else; all accounts are in Front soon after", async () => {
    await signIn(FRONT_SANDBOX_TOKEN);
    await page.getByRole("status").getByText(`Front is connected to ${world.url}.`).waitFor();
    await page.getByText(/All records are being synced now/).waitFor();
    const { store } = world.dynamics.front;
    await eventually("both accounts in Front", () => store.size === 2);
    expect(
      store
        .all()
        .map(({ name }) => name)
        .sort(),
    ).toEqual(["Acme SAS", "Blue Kettle"]);

    expect(asked.filter((address) => address.includes(FRONT_SANDBOX_TOKEN))).toEqual([]);
    expect(await world.log()).not.toContain(FRONT_SANDBOX_TOKEN);
    for (const { values } of world.dynamics.platform.dataverse.rows("wave_connection"))
      expect(JSON.stringify(values)).not.toContain(FRONT_SANDBOX_TOKEN);
  });

  it("sees the connection in Dynamics", async () => {
    const app = await App.open(world, "admin");
    try {
      await app.goTo("pagetype=entitylist&etn=wave_connection");
      const row = app.grid.getByRole("row").filter({ hasText: "Front" });
      await row.getByText("Connected", { exact: true }).waitFor();
    } finally {
      await app.close();
    }
  });
});
