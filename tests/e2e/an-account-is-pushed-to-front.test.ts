import { App, type SyncCommand } from "../support/app";
import { eventually } from "../support/eventually";
import { newAccount, startWithFront } from "../support/front-world";
import { loseEvents } from "../support/lose-events";
import type { World } from "../support/world";

describe("a seller who pushes an account to Front from its form", () => {
  let world: World;
  let app: App;
  let id: string;

  beforeAll(async () => {
    world = await startWithFront();
    // What arrives is what she asks for.
    await loseEvents(world.dynamics);
    id = await newAccount(world, {
      name: "Acme SAS",
      websiteurl: "https://www.acme.com/fr",
      description: "Buys kettles",
    });
    app = await App.open(world, "seller");
    await app.openRecord("account", id);
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });
  const button = (name: string | RegExp) => app.panel.getByRole("button", { name });
  const status = (name: string) => app.panel.getByText(name, { exact: true }).first().waitFor();
  const inFront = () => world.dynamics.front.store.all();

  it("sees that it is not there yet, and nothing that its mapping could not do", async () => {
    await status("Not linked yet");
    expect(await button("Sync to Front").isEnabled()).toBe(true);
    expect(await button("Sync from Front").count()).toBe(0);
    const noPull: SyncCommand = "Get latest values";
    const commands = await eventually("a command bar without what cannot be done", async () => {
      // The bar may be drawn anew while it is read.
      const offered = await app.commands().catch(() => [noPull]);
      return !offered.includes(noPull) && offered;
    });
    expect(commands).toEqual(expect.arrayContaining(["Sync now", "Preview"]));
  });

  it("is shown field by field what a push would do, before anything is done", async () => {
    await app.see("front preview", async () => {
      await button("Preview").click();
      await app.panel
        .getByText("3 fields would change. No changes have been made yet.", { exact: true })
        .waitFor();
      await app.panel.getByText("acme.com", { exact: true }).waitFor();
      expect(inFront()).toEqual([]);
    });
  });

  it("pushes it: the form shows status, last sync, and Front's ID", async () => {
    await app.see("front push", async () => {
      await button("Sync 3 fields to Front").click();
      await status("In sync");
      await app.panel.getByText(/^Last sync just now/).waitFor();
      const [account] = inFront();
      expect(account).toMatchObject({ name: "Acme SAS", domains: ["acme.com"], external_id: id });
      await app.panel.getByText("ID in Front").waitFor();
      await app.panel.getByText(account!.id, { exact: true }).waitFor();
    });
  });

  it("opens it in Front", async () => {
    const [front] = await Promise.all([
      app.page.waitForEvent("popup"),
      app.panel.getByRole("link", { name: /Open in Front/ }).click(),
    ]);
    await front.getByRole("heading", { name: "Acme SAS" }).waitFor();
    expect(front.url()).toContain(inFront()[0]!.id);
    await front.close();
  });

  it("changes its name: the form says what is not there yet, until the command bar has pushed it", async () => {
    await app.see("front second push", async () => {
      await app.field("Account name").fill("Acme International");
      await app.command("Save");
      await app.panel.getByText("Not synced yet: Account Name").waitFor();
      expect(inFront()[0]!.name).toBe("Acme SAS");
      await app.command("Sync now");
      await status("In sync");
      expect(inFront().map(({ name }) => name)).toEqual(["Acme International"]);
    });
  });
});
