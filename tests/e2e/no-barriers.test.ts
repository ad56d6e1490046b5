import { generateContacts, SELLER_EMAIL } from "../../local/samples";
import { App } from "../support/app";
import { barriers } from "../support/axe";
import { World } from "../support/world";

describe("axe finds nothing", () => {
  let world: World;
  let app: App;
  const contacts = generateContacts(30, 1);
  const hers = contacts.find((one) => one.assignedTo?.email === SELLER_EMAIL && one.jobTitle)!;
  const others = contacts.find((one) => one.assignedTo?.email === "robin.keller@contoso.example")!;
  const idOf = async (waveId: string) =>
    String((await (await world.as("seller")).contactOf(waveId, "jobtitle")).contactid);

  beforeAll(async () => {
    world = await World.synced({ contacts });
    app = await App.open(world, "seller");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  it("in the grid, with rows selected", () =>
    app.see("axe grid", async () => {
      await app.openContacts();
      await app.page.getByRole("checkbox", { name: "Select all rows on this page" }).check();
      expect(await barriers(app.page)).toEqual([]);
    }));

  it("on the form", () =>
    app.see("axe form", async () => {
      await app.openContact(await idOf(hers.id));
      expect(await barriers(app.page)).toEqual([]);
    }));

  it("on the form with a preview open", () =>
    app.see("axe preview", async () => {
      world.wave.store.update(hers.id, { jobTitle: "Changed in Wave" });
      await app.panel.getByRole("button", { name: "Preview" }).click();
      await app.panel.locator('[data-wave-result="preview"]').waitFor();
      expect(await barriers(app.page)).toEqual([]);
    }));

  it("on the form with a problem shown", () =>
    app.see("axe problem", async () => {
      world.wave.faults.set({ down: "unavailable" });
      await app.panel.getByRole("button", { name: "Sync to Wave" }).click();
      await app.panel.getByRole("button", { name: "Try again" }).waitFor();
      expect(await barriers(app.page)).toEqual([]);
      world.wave.faults.clear();
    }));

  it("on a form that is read-only, where push and pull are closed and say why", () =>
    app.see("axe read-only", async () => {
      await app.openContact(await idOf(others.id));
      await app.panel
        .getByText("This form is read-only. You can preview changes, but you can't sync.")
        .waitFor();
      expect(
        await app.panel.getByRole("button", { name: "Sync to Wave" }).getAttribute("aria-disabled"),
      ).toBe("true");
      const commands = await app.commands();
      expect(commands).toContain("Preview");
      for (const writes of ["Sync to Wave", "Sync from Wave"]) expect(commands).not.toContain(writes);
      expect(await barriers(app.page)).toEqual([]);
    }));

  it("on a form for a new contact", () =>
    app.see("axe new", async () => {
      await app.goTo("pagetype=entityrecord&etn=contact");
      await app.panel.getByText("Save this record to sync it.").waitFor();
      expect(await barriers(app.page)).toEqual([]);
    }));
});
