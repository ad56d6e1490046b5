import { generateContacts, SELLER_EMAIL } from "../../local/samples";
import { App } from "../support/app";
import { World } from "../support/world";

/** A page of the grid, and the most that one call takes. */
const SELECTED = 250;
const CHANGED = 12;

describe("250 selected in the grid", () => {
  let world: World;
  let app: App;
  const contacts = generateContacts(SELECTED + 10, 3).map((contact) => ({
    ...contact,
    assignedTo: { email: SELLER_EMAIL },
  }));

  beforeAll(async () => {
    world = await World.synced({ contacts, events: false });
    const { dataverse } = world.dynamics.platform;
    const [seller] = dataverse
      .rows("systemuser")
      .filter((row) => row.values["internalemailaddress"] === SELLER_EMAIL);
    await dataverse.update("usersettings", seller!.id, { paginglimit: SELECTED });
    app = await App.open(world, "seller");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  it("are synced in one go, with progress shown and outcomes counted", () =>
    app.see("250 selected", async () => {
      await app.openContacts();
      const ids = await app.grid
        .locator("tbody tr")
        .evaluateAll((rows) => rows.map((row) => row.getAttribute("data-id") ?? ""));
      expect(ids).toHaveLength(SELECTED);
      const seller = await world.as("seller");
      const changed = ids.slice(0, CHANGED);
      await Promise.all(changed.map((id) => seller.update(`contacts(${id})`, { jobtitle: `Changed ${id}` })));
      const before = app.visitor.requests.length;

      await app.page.getByRole("checkbox", { name: "Select all rows on this page" }).check();
      await app.page.getByText(`${SELECTED} selected`).waitFor();
      await app.command("Sync to Wave");
      await app.page.locator("[data-progress]").waitFor();
      await app.page
        .getByText(`Sync finished: ${CHANGED} updated, ${SELECTED - CHANGED} unchanged.`)
        .waitFor();

      const calls = app.visitor.requests.slice(before).filter((request) => request.includes("wave_Push"));
      expect(calls).toHaveLength(1);
      const titles = new Set(world.wave.store.all().map((contact) => contact.jobTitle));
      expect(changed.filter((id) => !titles.has(`Changed ${id}`))).toEqual([]);
    }));

  it("do not cover the page any more when it is over", () =>
    app.see("after 250", async () => {
      expect(await app.page.locator("[data-progress]").count()).toBe(0);
      await app.grid.locator("tbody tr").first().getByRole("link").first().click();
      await app.panel.waitFor();
    }));

  it("left no script error behind", () => expect(app.visitor.errors).toEqual([]));
});
