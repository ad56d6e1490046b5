import { mapping } from "../../core/generated/schema";
import { generateContacts } from "../../local/samples";
import { App } from "../support/app";
import { SetupPages } from "../support/setup-pages";
import { World } from "../support/world";

describe("a mapping", () => {
  let world: World;
  let app: App;
  let pages: SetupPages;
  let id: string;
  const { fieldmap } = mapping.columns;

  beforeAll(async () => {
    world = await World.synced({ contacts: generateContacts(5, 1) });
    app = await App.open(world, "admin");
    const [row] = await (await world.as("admin")).list(mapping.entitySet);
    id = String(row![mapping.primaryId]);
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  const stored = async () =>
    String((await (await world.as("admin")).get(`${mapping.entitySet}(${id})`))[fieldmap]);
  const store = async (text: string) =>
    (await world.as("admin")).update(`${mapping.entitySet}(${id})`, { [fieldmap]: text });
  const open = async () => {
    pages = await SetupPages.open(app, `/mappings/${id}`);
    await pages.heading("Wave contacts").waitFor();
  };
  const save = () => pages.frame.getByRole("button", { name: "Save" }).click();
  const chooseColumn = async (field: string, typed: string, option: RegExp) => {
    const box = pages.frame.getByRole("combobox", { name: `Column for ${field}` });
    await box.click();
    await box.fill(typed);
    await pages.frame.getByRole("listbox").getByRole("option", { name: option }).click();
  };

  it("is not saved with a line that can't work, and says which and why; yellow lines are no reason", () =>
    app.see("red line", async () => {
      await open();
      const before = await stored();
      await chooseColumn("Job title", "Modified On", /^Can’t work\s*Modified On/);
      await save();
      await pages.frame.getByText("1 line can’t work as it is.").waitFor();
      const line = pages.frame.getByRole("listitem", { name: /Job title and Modified On$/ });
      await line.getByRole("img", { name: "Can’t work" }).first().waitFor();
      // Whoever hears the page is brought to the line.
      expect(await pages.frame.evaluate(() => document.activeElement?.getAttribute("data-line"))).toBe(
        "jobTitle",
      );
      expect(await pages.barriers()).toEqual([]);
      expect(await stored()).toBe(before);
      await pages.frame.getByRole("button", { name: "Discard changes" }).click();
    }));

  it("is not saved with two lines that write one column", () =>
    app.see("two lines", async () => {
      const before = await stored();
      await chooseColumn("Website", "Job Title", /Job Title/);
      await save();
      await pages.frame.getByText(/can’t work as/).waitFor();
      expect(await stored()).toBe(before);
      await pages.frame.getByRole("button", { name: "Discard changes" }).click();
    }));

  it("that somebody else has changed meanwhile is shown, and not overwritten", () =>
    app.see("newer version", async () => {
      await open();
      const theirs = (await stored()).replace('"jobtitle"', '"nickname"');
      await store(theirs);
      await chooseColumn("Website", "Department", /Department/);
      await save();
      await pages.frame.getByText(/saved a newer version/).waitFor();
      await pages.frame
        .getByText(/Different lines: .*Job title.*Website|Different lines: .*Website.*Job title/)
        .waitFor();
      expect(await stored()).toBe(theirs);
      expect(await pages.barriers()).toEqual([]);
      await pages.frame.getByRole("button", { name: "Load that version" }).click();
      await pages.frame.getByRole("listitem", { name: /Job title and Nickname$/ }).waitFor();
    }));

  it("broken by hand says where, and is mended in place", () =>
    app.see("broken document", async () => {
      const good = await stored();
      await store(good.replace('"direction": "both"', '"direction": "sideways"'));
      await open();
      await pages.frame.getByText("This mapping can’t be read", { exact: false }).waitFor();
      await pages.frame
        .getByText(/sideways/)
        .first()
        .waitFor();
      expect(await pages.barriers()).toEqual([]);
      const text = pages.frame.getByRole("textbox", { name: "Field map as text" });
      await text.fill("{ not json");
      await save();
      await pages.frame.getByRole("listitem").filter({ hasText: /JSON/ }).first().waitFor();
      await text.fill(good);
      await save();
      await pages.frame.getByRole("listitem", { name: /Job title and/ }).waitFor();
      expect(await stored()).toBe(good);
    }));
});
