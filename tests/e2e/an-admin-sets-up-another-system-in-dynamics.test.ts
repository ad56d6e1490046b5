import { readFile } from "node:fs/promises";
import { DeletePolicy, mapping, MappingStatus, userMapping } from "../../core/generated/schema";
import { FRONT_SANDBOX_TOKEN } from "../../local/sandboxes/front";
import { generateContacts } from "../../local/samples";
import { App } from "../support/app";
import { eventually } from "../support/eventually";
import { SetupPages } from "../support/setup-pages";
import { World } from "../support/world";

/** Somebody whom no user of Dynamics has the address of. */
const ADA = {
  ...{ id: "tea_1", email: "ada@front.example", username: "ada" },
  ...{ first_name: "Ada", last_name: "Ilves", is_blocked: false },
};

describe("an admin sets up another system in Dynamics", () => {
  let world: World;
  let app: App;
  let pages: SetupPages;

  beforeAll(async () => {
    world = await World.synced({ contacts: generateContacts(6, 1) });
    world.dynamics.front.store.teammates = [ADA];
    app = await App.open(world, "admin");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  const rows = async (entitySet: string) => (await world.as("admin")).list(entitySet);
  const accounts = async () =>
    (await rows(mapping.entitySet)).find((row) => row[mapping.columns.name] === "Front accounts")!;

  it("sees what is right, line by line, and which systems there are", () =>
    app.see("connect", async () => {
      pages = await SetupPages.open(app, "/connect");
      await pages.frame.getByText(/^The connector responds/).waitFor();
      await pages.frame.getByText(/^Signed in to Wave/).waitFor();
      for (const system of ["Wave", "Front", "Enginy", "Nylas"]) await pages.card(system).waitFor();
      expect(await pages.frame.getByRole("img", { name: "Problem" }).count()).toBe(0);
      expect(await pages.barriers()).toEqual([]);
    }));

  it("enters the keys on the connector's own page, and the page notices by itself", () =>
    app.see("connect link", async () => {
      await pages.frame.getByRole("button", { name: "Connect Front" }).click();
      const link = pages.frame.getByRole("link", { name: /Open the Front sign-in page/ });
      await link.waitFor();
      expect(await pages.barriers()).toEqual([]);
      const [secret] = (await link.getAttribute("href"))!.split("#").slice(1);
      const [popup] = await Promise.all([app.page.context().waitForEvent("page"), link.click()]);
      await popup.getByLabel("API token").fill(FRONT_SANDBOX_TOKEN);
      await popup.getByText("More settings").click();
      await popup.locator("[id='setting.apiBaseUrl']").fill(`${world.url}/sandboxes/front/api`);
      await popup.getByRole("button", { name: "Connect" }).click();
      await popup.getByRole("heading", { name: "Connected" }).waitFor();
      await popup.close();
      await pages.card("Front").getByText("Connected", { exact: true }).waitFor();
      await pages.frame.getByText(/^Signed in to Front/).waitFor();
      expect(JSON.stringify(await rows("wave_operations"))).not.toContain(secret);
      expect((await accounts())[mapping.columns.mappingstatus]).toBe(MappingStatus.Draft);
    }));

  it("says who stands for whom, and what a delete does", () =>
    app.see("people", async () => {
      const id = String((await accounts())[mapping.primaryId]);
      pages = await SetupPages.open(app, `/mappings/${id}/people`);
      await pages.heading("Front accounts").waitFor();
      const person = pages.frame.getByRole("combobox", { name: "Dynamics user for Ada Ilves" });
      await person.waitFor();
      expect(await pages.barriers()).toEqual([]);
      await person.click();
      await pages.frame.getByRole("option").first().click();
      await eventually("the choice to be saved", async () => (await rows(userMapping.entitySet)).length > 0);
      await pages.frame
        .getByRole("radiogroup", { name: "When a record is deleted in Front" })
        .getByRole("radio", { name: "Deactivate it" })
        .check();
      await pages.frame.getByText(/she becomes inactive in Dynamics/).waitFor();
      await pages.frame.getByRole("button", { name: "Save" }).click();
      await pages.frame.getByText("The connector uses it from now on.").waitFor();
      expect((await accounts())[mapping.columns.systemdeletepolicy]).toBe(DeletePolicy.Deactivate);
    }));

  it("previews what the first sync would do, and saves it for a spreadsheet", () =>
    app.see("preview", async () => {
      const { frame } = pages;
      const admin = await world.as("admin");
      for (const name of ["Acme", "Globex"]) await admin.send("POST", "accounts", { name });
      const there = (await rows("accounts")).length;
      await frame.getByRole("button", { name: "Show preview" }).click();
      await frame.getByText(`${there} records were looked at. That is all of them.`).waitFor();
      await frame
        .getByRole("listitem")
        .filter({ hasText: `${there} would be created` })
        .waitFor();
      await frame.locator("details").first().locator("summary").click();
      await frame.locator("details").first().getByRole("rowheader", { name: "Account Name" }).waitFor();
      expect(await pages.barriers()).toEqual([]);
      const [file] = await Promise.all([
        app.page.waitForEvent("download"),
        frame.getByRole("button", { name: "Save as CSV" }).click(),
      ]);
      expect(await readFile(await file.path(), "utf8")).toContain('"would be created"');
      expect(world.dynamics.front.store.all()).toEqual([]);
    }));

  it("starts the first sync, and reads what came of it", () =>
    app.see("start", async () => {
      await pages.frame.getByRole("button", { name: "Start the sync" }).click();
      await pages.frame.getByText("The sync has finished.").waitFor();
      expect((await accounts())[mapping.columns.mappingstatus]).toBe(MappingStatus.Active);
      expect(await pages.barriers()).toEqual([]);
    }));

  it("fits 390 px in the dark", () =>
    app.see("people narrow", async () => {
      await app.page.emulateMedia({ colorScheme: "dark" });
      await app.page.setViewportSize({ width: 390, height: 844 });
      await pages.fits();
      expect(await pages.barriers()).toEqual([]);
    }));

  it("a seller sees none of it", async () => {
    const seller = await App.open(world, "seller");
    try {
      for (const route of ["/connect", `/mappings/${String((await accounts())[mapping.primaryId])}/people`]) {
        const hers = await SetupPages.open(seller, route);
        await hers.frame.getByText("These pages are for people who set up Wave Sync.").first().waitFor();
        expect(await hers.frame.getByRole("button", { name: /Connect|Start|Save/ }).count()).toBe(0);
      }
    } finally {
      await seller.close();
    }
  });
});
