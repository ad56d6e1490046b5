import { mapping } from "../../core/generated/schema";
import { parseFieldMap } from "../../core/mapping/schema/field-map";
import { generateContacts } from "../../local/samples";
import { App } from "../support/app";
import { eventually } from "../support/eventually";
import { SetupPages } from "../support/setup-pages";
import { World } from "../support/world";

describe("an admin maps a field in Dynamics", () => {
  let world: World;
  let app: App;
  let pages: SetupPages;
  const contacts = generateContacts(12, 1);

  beforeAll(async () => {
    world = await World.synced({ contacts });
    app = await App.open(world, "admin");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  const stored = async () => {
    const [row] = await (await world.as("admin")).list(mapping.entitySet);
    return parseFieldMap(String(row![mapping.columns.fieldmap])).lines;
  };
  const line = (name: RegExp) => pages.frame.getByRole("listitem", { name });

  it("comes from the overview, and sees every line with both sides and how it will do", () =>
    app.see("map", async () => {
      pages = await SetupPages.open(app);
      await pages.card("Wave").getByRole("link", { name: "Wave contacts" }).click();
      await pages.heading("Wave contacts").waitFor();
      const jobTitle = line(/Job title and Job Title$/);
      await jobTitle.getByRole("img", { name: "Works", exact: true }).waitFor();
      const company = line(/Company and Company Phone$/);
      await company.getByRole("img", { name: "Works with a limit" }).waitFor();
      await company.getByText("is a phone number and shows a call button").waitFor();
      expect(await pages.frame.locator("[data-line]").count()).toBe((await stored()).length);
      expect(await pages.barriers()).toEqual([]);
    }));

  it("is shown how a column would do before she chooses it, the best ones first", () =>
    app.see("map picker", async () => {
      await line(/Note and Description$/)
        .getByRole("combobox", { name: "Column for Note" })
        .click();
      await pages.frame.getByRole("listbox").getByRole("option").first().waitFor();
      expect(await pages.barriers()).toEqual([]);
      await pages.frame.getByRole("combobox", { name: "Column for Note" }).fill("modified on");
      await pages.frame
        .getByRole("listbox")
        .getByRole("option", { name: /Modified On/ })
        .getByRole("img", { name: "Can’t work" })
        .waitFor();
      await app.page.keyboard.press("Escape");
    }));

  it("takes a suggestion, adds a fixed value, saves; and from then on it syncs", () =>
    app.see("map saved", async () => {
      await pages.frame.getByRole("button", { name: "City → Address 1: City" }).click();
      await line(/City and Address 1: City$/).waitFor();
      await pages.frame.getByRole("button", { name: "Add line" }).click();
      await pages.frame.getByRole("menuitem", { name: /^Fixed value/ }).click();
      const fixed = line(/Fixed value and –$/);
      const box = fixed.getByRole("combobox", { name: "Column for Fixed value" });
      await box.click();
      await box.fill("Department");
      await pages.frame.getByRole("option", { name: /Department/ }).click();
      await pages.frame.getByRole("textbox", { name: "Fixed value: value" }).fill("From Wave");
      expect(await pages.barriers()).toEqual([]);
      await pages.frame.getByRole("button", { name: "Save" }).click();
      await pages.frame.getByText("The connector uses it from now on.").waitFor();
      const lines = await stored();
      expect(lines).toContainEqual(
        expect.objectContaining({ kind: "field", systemField: "city", column: "address1_city" }),
      );
      expect(lines).toContainEqual(
        expect.objectContaining({ kind: "fixed", value: "From Wave", column: "department" }),
      );
      const [one] = contacts;
      const admin = await world.as("admin");
      let edits = 0;
      // A connector knows a mapping that somebody else has saved within seconds: what changes before is synced as it was.
      await eventually("the fixed value to arrive", async () => {
        world.wave.store.update(one!.id, { jobTitle: `Mapper ${++edits}` });
        await app.page.waitForTimeout(2_000);
        return (await admin.contactOf(one!.id, "department")).department === "From Wave";
      });
    }));

  it("goes back with the browser's button", () =>
    app.see("map back", async () => {
      // Within the frame nothing is loaded anew, which Playwright's own goBack would wait for.
      await pages.frame.evaluate(() => history.back());
      await pages.heading("Overview").waitFor();
      await pages.frame.evaluate(() => history.forward());
      await pages.heading("Wave contacts").waitFor();
    }));

  it("moves and removes lines with the keyboard alone, in the dark and at 390 px", () =>
    app.see("map keyboard", async () => {
      await app.page.emulateMedia({ colorScheme: "dark" });
      await app.page.setViewportSize({ width: 390, height: 844 });
      await pages.fits();
      const more = pages.frame.getByRole("button", { name: "More for City" });
      await more.focus();
      await app.page.keyboard.press("Enter");
      await pages.frame.getByRole("menuitem", { name: "Move up" }).waitFor();
      expect(await pages.barriers()).toEqual([]);
      await pages.frame.getByRole("menuitem", { name: "Remove line" }).press("Enter");
      await line(/City and Address 1: City$/).waitFor({ state: "detached" });
      await pages.frame.getByRole("button", { name: "Discard changes" }).press("Enter");
      await line(/City and Address 1: City$/).waitFor();
    }));
});
