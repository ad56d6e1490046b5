import { mapping } from "../../core/generated/schema";
import { parseMatchRules } from "../../core/mapping/schema/match-rules";
import { generateContacts } from "../../local/samples";
import { App } from "../support/app";
import { SetupPages } from "../support/setup-pages";
import { World } from "../support/world";

describe("an admin tries match rules before saving them", () => {
  let world: World;
  let app: App;
  let pages: SetupPages;
  let mappingId: string;
  const contacts = generateContacts(12, 1);
  const [known, twice] = contacts;

  const stored = async () => {
    const [row] = await (await world.as("admin")).list(mapping.entitySet);
    return parseMatchRules(String(row![mapping.columns.matchrules]), "contact");
  };
  const count = async (label: string) => {
    const outcome = pages.frame.locator(".ws-outcomes > div").filter({ hasText: label });
    return Number(await outcome.locator("dd").innerText());
  };
  const button = (name: string) => pages.frame.getByRole("button", { name, exact: true });

  beforeAll(async () => {
    world = await World.start({ contacts });
    const admin = await world.as("admin");
    // Before anything is connected: later, they would be synced at once.
    for (const { firstName, lastName } of [known!, twice!, twice!])
      await admin.send("POST", "contacts", { firstname: firstName, lastname: lastName });
    await world.connect();
    const [row] = await admin.list(mapping.entitySet);
    mappingId = String(row![mapping.primaryId]);
    app = await App.open(world, "admin");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  it("sees the ready-made sets, and the rules that are in use", () =>
    app.see("match", async () => {
      pages = await SetupPages.open(app, `/mappings/${mappingId}/match`);
      await pages.frame
        .getByRole("radio", { name: /Name together with company or email.*Recommended/ })
        .waitFor();
      expect(await pages.frame.locator(".ws-match-rule").count()).toBe((await stored()).length);
      expect(await pages.barriers()).toEqual([]);
    }));

  it("builds rules of her own, and is shown how they would do as she chooses", () =>
    app.see("match builder", async () => {
      await pages.frame.getByRole("radio", { name: /^Email and name/ }).click();
      await button("Add rule").click();
      const rule = pages.frame.getByRole("listitem", { name: "Rule 3" });
      const choose = async (part: RegExp, typed: string, option: RegExp) => {
        const box = rule.getByRole("combobox", { name: part });
        await box.click();
        await box.fill(typed);
        await pages.frame.getByRole("option", { name: option }).first().click();
      };
      await choose(/condition 1: field/, "first name", /First name/);
      await choose(/First name: column/, "first name", /First Name/);
      await button("Add condition to Rule 3").click();
      await choose(/condition 2: field/, "last name", /Last name/);
      await choose(/Last name: column/, "last name", /Last Name/);
      await rule.getByRole("img", { name: "Works", exact: true }).waitFor();
      await pages.frame.getByRole("radio", { name: /^Your own rules/, checked: true }).waitFor();
      expect(await pages.barriers()).toEqual([]);
    }));

  it("tries them, and nothing is saved or written", () =>
    app.see("match tried", async () => {
      const before = await stored();
      await button("Try on 1,000 records").click();
      await pages.frame.getByText("All 12 records of Wave were tried.").waitFor();
      expect(await count("Would be linked")).toBe(1);
      expect(await count("More than one match")).toBe(1);
      expect(await count("Would be created in Dynamics")).toBe(10);
      const examples = pages.frame.getByRole("region", { name: "Examples: Would be linked" });
      await examples.getByText(`${known!.firstName} ${known!.lastName}`).first().waitFor();
      await pages.frame.getByRole("listitem", { name: "Rule 3" }).getByText("Links 1").waitFor();
      expect(await stored()).toEqual(before);
      expect(await (await world.as("admin")).list("wave_links")).toEqual([]);
      expect(await pages.barriers()).toEqual([]);
    }));

  it("is asked before she leaves with unsaved rules", () =>
    app.see("match leave", async () => {
      await pages.frame.getByRole("link", { name: "Overview" }).first().click();
      await pages.frame.getByText("You have unsaved changes").waitFor();
      expect(await pages.barriers()).toEqual([]);
      await button("Stay on this page").click();
      await pages.frame.getByRole("listitem", { name: "Rule 3" }).waitFor();
    }));

  it("finds her way with 390 px and in the dark", () =>
    app.see("match narrow", async () => {
      await app.page.emulateMedia({ colorScheme: "dark" });
      await app.page.setViewportSize({ width: 390, height: 844 });
      await pages.fits();
      expect(await pages.barriers()).toEqual([]);
      await app.page.setViewportSize({ width: 1280, height: 900 });
      await app.page.emulateMedia({ colorScheme: "light" });
    }));

  it("saves them, and the first import does what the trial said", () =>
    app.see("match saved", async () => {
      await button("Save").click();
      await pages.frame.getByText("The connector uses it from now on.").waitFor();
      expect(await stored()).toHaveLength(3);
      const { counts } = await world.firstImport();
      expect(counts).toMatchObject({ created: 10, skipped: 1, failed: 0 });
      expect(counts.updated + counts.unchanged).toBe(1);
    }));
});
