import { ConnectionStatus, RunStatus } from "../../core/generated/schema";
import { generateContacts } from "../../local/samples";
import { App } from "../support/app";
import { eventually } from "../support/eventually";
import { SetupPages } from "../support/setup-pages";
import { World } from "../support/world";

describe("the overview", () => {
  let world: World;
  let app: App;
  let pages: SetupPages;

  beforeAll(async () => {
    world = await World.synced({ contacts: generateContacts(40, 1) });
    app = await App.open(world, "admin");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  const connection = async () => (await (await world.as("admin")).list("wave_connections"))[0]!;
  const count = async (filter: string) =>
    (await (await world.as("admin")).list(`wave_links?$select=wave_linkid&$filter=${filter}`)).length;

  it("is in the navigation, and shows how each connection stands, with the numbers of its links", () =>
    app.see("overview", async () => {
      await app.goTo("pagetype=entitylist&etn=contact");
      await app.page.getByRole("link", { name: "Sync overview" }).click();
      pages = await SetupPages.open(app);
      const card = pages.card("Wave");
      await card.getByText("Connected", { exact: true }).waitFor();
      const inSync = await count("wave_linkstatus eq 628140000");
      const attention = await count("wave_linkstatus eq 628140005 or wave_linkstatus eq 628140004");
      expect(inSync).toBeGreaterThan(10);
      await card.getByRole("link", { name: `${inSync} In sync` }).waitFor();
      await card.getByRole("link", { name: `${attention} Needs attention` }).waitFor();
      await card.getByRole("link", { name: /open issues?$/ }).waitFor();
      await card.getByText("Next check for changes").waitFor();
      await card.getByText(/^in 1\d minutes$/).waitFor();
      await pages.frame.getByText(/^Connector version \d/).waitFor();
      expect(await pages.barriers()).toEqual([]);
    }));

  it("each number leads to a list with as many records, and each bar to what it stands for", () =>
    app.see("overview lists", async () => {
      for (const [name, filter] of [
        ["In sync", "wave_linkstatus eq 628140000"],
        ["Needs attention", "wave_linkstatus eq 628140005 or wave_linkstatus eq 628140004"],
      ] as const) {
        const expected = await count(filter);
        await pages
          .card("Wave")
          .getByRole("link", { name: `${expected} ${name}` })
          .click();
        await pages.heading(`Records: ${name}`).waitFor();
        const rows = pages.frame.getByRole("list", { name: "Records" }).getByRole("listitem");
        await eventually("all of them", async () => (await rows.count()) === expected);
        if (name === "Needs attention")
          await rows.getByText("Owner is disabled", { exact: true }).first().waitFor();
        expect(await pages.barriers()).toEqual([]);
        await pages.back();
        await pages.card("Wave").waitFor();
      }
      const chart = pages.card("What runs did in the last 30 days");
      await chart.getByRole("link", { name: /40 created/ }).click();
      const runs = pages.frame.locator(".ws-run-row");
      await runs.first().waitFor();
      expect(await runs.count()).toBe(
        (await (await world.as("admin")).list("wave_runs?$select=wave_runid")).length,
      );
      await pages.back();
      const causes = pages.card("What needs attention");
      await causes.getByRole("link", { name: /^Owner is disabled/ }).click();
      await pages.heading("Issues").waitFor();
      await pages.back();
      await pages.card("Wave").waitFor();
    }));

  it("pauses a connection and lets it go on, underneath as well", () =>
    app.see("overview paused", async () => {
      const card = pages.card("Wave");
      await card.getByRole("button", { name: "Pause: Wave" }).click();
      await card.getByText("Paused", { exact: true }).waitFor();
      expect((await connection()).wave_connectionstatus).toBe(ConnectionStatus.Paused);
      expect(await card.getByRole("button", { name: "Sync now: Wave" }).getAttribute("aria-disabled")).toBe(
        "true",
      );
      expect(await pages.barriers()).toEqual([]);
      await card.getByRole("button", { name: "Resume: Wave" }).click();
      await card.getByText("Connected", { exact: true }).waitFor();
      expect((await connection()).wave_connectionstatus).toBe(ConnectionStatus.Connected);
    }));

  it("syncs now, and shows how far it has come until it has ended", () =>
    app.see("overview sync", async () => {
      const admin = await world.as("admin");
      const runs = async () => admin.list("wave_runs?$select=wave_runstatus&$orderby=createdon desc");
      const before = (await runs()).length;
      world.wave.faults.set({ latency: 1500 });
      const card = pages.card("Wave");
      await card.getByRole("button", { name: "Sync now: Wave" }).click();
      await card.getByRole("progressbar").first().waitFor();
      expect(await pages.barriers()).toEqual([]);
      world.wave.faults.clear();
      await card.getByRole("progressbar").first().waitFor({ state: "detached" });
      await eventually("the run's end", async () => {
        const all = await runs();
        return all.length > before && all[0]!.wave_runstatus !== RunStatus.Running;
      });
    }));

  it("is complete at 390 px, and in the dark", () =>
    app.see("overview narrow and dark", async () => {
      await app.page.emulateMedia({ colorScheme: "dark" });
      await app.page.setViewportSize({ width: 390, height: 844 });
      await pages.fits();
      expect(await pages.barriers()).toEqual([]);
      await app.page.emulateMedia({ colorScheme: "light" });
      await app.page.setViewportSize({ width: 1280, height: 900 });
    }));

  it("says so when Dynamics doesn't answer, and comes back by itself", () =>
    app.see("overview problem", async () => {
      let asked = 0;
      await app.page.route("**/api/data/v9.2/$batch", (route) => {
        asked += 1;
        return route.fulfill({ status: 503, body: "" });
      });
      await pages.frame.getByRole("button", { name: "Refresh" }).click();
      await pages.frame.getByRole("button", { name: "Try again" }).waitFor();
      // What was known before stays.
      await pages.card("Wave").waitFor();
      expect(await pages.barriers()).toEqual([]);
      const before = asked;
      await pages.frame.getByRole("button", { name: "Try again" }).click();
      await eventually("another try", async () => asked > before);
      await pages.frame.getByRole("button", { name: "Try again" }).waitFor();
      await app.page.unroute("**/api/data/v9.2/$batch");
      await pages.frame.getByRole("button", { name: "Try again" }).waitFor({ state: "detached" });
    }));
});
