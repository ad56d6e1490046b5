import { generateContacts, SELLER_EMAIL } from "../../local/samples";
import { App } from "../support/app";
import { barriers } from "../support/axe";
import { eventually } from "../support/eventually";
import { changeLines } from "../support/mapping-of";
import { World } from "../support/world";

const LABEL = "Department";
const PAGE = 'iframe[title="wave_/pages/values.html"]';

describe("a value that is asked for at every push", () => {
  let world: World;
  let app: App;
  const contacts = generateContacts(40, 1);
  const hers = contacts.filter((one) => one.assignedTo?.email === SELLER_EMAIL && one.firstName);
  const cityOf = (index: number) => world.wave.store.get(hers[index]!.id).city;
  const openHers = async (index: number) => {
    const row = await (await world.as("seller")).contactOf(hers[index]!.id, "jobtitle");
    await app.openContact(String(row.contactid));
  };
  const asked = () => app.page.frameLocator(PAGE).getByLabel(LABEL);
  const submit = () => app.page.frameLocator(PAGE).getByRole("button", { name: /^(Push|Sync)/ });

  beforeAll(async () => {
    world = await World.start({ contacts });
    await world.connect();
    await changeLines(world, (lines) => [
      ...lines.filter((line) => line.systemField !== "city"),
      {
        id: "asked",
        kind: "manual",
        systemField: "city",
        column: "department",
        direction: "toSystem",
        writeRule: "overwrite",
        conflict: "dataverse",
        transformations: [],
      },
    ]);
    await world.firstImport();
    app = await App.open(world, "seller");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  it("a push from the panel asks for it under the column's name, and sends what was typed", () =>
    app.see("asked from the panel", async () => {
      await openHers(0);
      await app.panel.getByRole("button", { name: "Sync to Wave" }).click();
      await asked().waitFor();
      const frame = app.page.frames().find((one) => one.url().includes("values.html"))!;
      expect(await barriers(frame)).toEqual([]);
      await asked().fill("Lyon");
      await submit().click();
      await eventually("Wave to hold it", () => cityOf(0) === "Lyon");
      await app.panel.getByRole("heading", { name: /Synced to Wave|Already up to date/ }).waitFor();
    }));

  it("the ribbon asks in the same way, and remembers what was typed last", () =>
    app.see("asked from the ribbon", async () => {
      await openHers(1);
      await app.command("Sync to Wave");
      await asked().waitFor();
      expect(await asked().inputValue()).toBe("Lyon");
      expect(cityOf(1)).not.toBe("Lyon");
      await asked().fill("Nantes");
      await submit().click();
      await eventually("Wave to hold it", () => cityOf(1) === "Nantes");
    }));

  it("for a selection one dialog asks once for all", () =>
    app.see("asked for a selection", async () => {
      await app.openContacts();
      for (const index of [0, 1]) {
        const row = await (await world.as("seller")).contactOf(hers[index]!.id, "jobtitle");
        await app.grid
          .locator(`tr[data-id="${String(row.contactid)}"]`)
          .getByRole("checkbox")
          .check();
      }
      await app.command("Sync to Wave");
      const page = app.page.frameLocator(PAGE);
      await page.getByLabel(LABEL).waitFor();
      const frame = app.page.frames().find((one) => one.url().includes("values.html"))!;
      expect(await barriers(frame)).toEqual([]);
      await page.getByLabel(LABEL).fill("Grenoble");
      await page.getByRole("button", { name: /^(Push|Sync)/ }).click();
      await eventually("Wave to hold it twice", () => [0, 1].every((index) => cityOf(index) === "Grenoble"));
      await app.page.locator(PAGE).waitFor({ state: "detached" });
    }));

  it("who cancels sends nothing", () =>
    app.see("cancelled", async () => {
      await app.command("Sync to Wave");
      const page = app.page.frameLocator(PAGE);
      await page.getByLabel(LABEL).fill("Nowhere");
      await page.getByRole("button", { name: "Cancel" }).click();
      await app.page.locator(PAGE).waitFor({ state: "detached" });
      expect([cityOf(0), cityOf(1)]).toEqual(["Grenoble", "Grenoble"]);
      expect(app.visitor.errors).toEqual([]);
    }));
});
