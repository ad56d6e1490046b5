import { RunStatus } from "../../core/generated/schema";
import { generateContacts } from "../../local/samples";
import { App } from "../support/app";
import { eventually } from "../support/eventually";
import { SetupPages } from "../support/setup-pages";
import { World } from "../support/world";

/** More than one chunk of an import, so that there is something between two to stop at. */
const CONTACTS = 2_500;
/** Pages of Wave that hold the first chunk. */
const PAGES_BEFORE = 5;

/** A first import that was started by mistake: watched, stopped, looked at, and taken back, all within Dynamics. */
describe("a run in the browser", () => {
  let world: World;
  let app: App;
  let pages: SetupPages;
  let runId: string;

  beforeAll(async () => {
    world = await World.start({ contacts: generateContacts(CONTACTS, 1) });
    await world.connect();
    app = await App.open(world, "admin");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  /** Wave answers until the first chunk is there, and the next pages when it is let go. */
  const holdWave = () => {
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    let pages = 0;
    const wave = jest.spyOn(world.wave.faults, "before").mockImplementation(async () => {
      if (++pages > PAGES_BEFORE) await held;
      return undefined;
    });
    return () => {
      goOn();
      wave.mockRestore();
    };
  };
  const run = async () =>
    (await (await world.as("admin")).list("wave_runs?$orderby=createdon asc")).at(0) as Record<
      string,
      unknown
    >;
  const active = async () =>
    (
      await (
        await world.as("admin")
      ).list("contacts?$select=contactid&$filter=statecode eq 0 and externaluseridentifier ne null")
    ).length;

  it("is watched on the page of runs, and stopped there", () =>
    app.see("run watched", async () => {
      const goOn = holdWave();
      runId = await world.startFirstImport();
      await eventually("the first chunk", async () => Number((await run())?.wave_created ?? 0) > 0);
      pages = await SetupPages.open(app, "/runs");
      const row = pages.frame.getByRole("list", { name: "Runs" }).getByRole("listitem").first();
      await row.getByText("In progress").waitFor();
      expect(await pages.barriers()).toEqual([]);
      await row.getByRole("link", { name: /^First import/ }).click();
      await pages.frame.getByRole("progressbar").waitFor();
      await pages.frame.getByRole("button", { name: /^Stop: / }).click();
      await pages.frame.getByText("The records under way are finished first.").waitFor();
      const barriers = await pages.barriers();
      goOn();
      expect(barriers).toEqual([]);
      await pages.frame.getByText("Stopped", { exact: true }).waitFor();
      const stopped = await run();
      expect(stopped.wave_runstatus).toBe(RunStatus.Canceled);
      const done = Number(stopped.wave_created);
      expect(done).toBeGreaterThan(0);
      expect(done).toBeLessThan(CONTACTS);
      await pages.frame.getByText(/^Stopped after [\d,]+ of 2,500 records\.$/).waitFor();
      await pages.frame.getByRole("button", { name: "Continue" }).waitFor();
      expect(await pages.barriers()).toEqual([]);
    }));

  it("shows what it wrote, field by field", () =>
    app.see("run records", async () => {
      await pages.frame.getByRole("button", { name: "Show records" }).click();
      const records = pages.frame.getByRole("region", { name: "What it wrote" });
      await records.getByText(/^50 of [\d,]+ records$/).waitFor();
      await records.locator("summary").first().click();
      await records.getByRole("cell", { name: "In Dynamics" }).first().waitFor();
      expect(await pages.barriers()).toEqual([]);
      await records.getByRole("button", { name: "Show more" }).click();
      await records.getByText(/^100 of [\d,]+ records$/).waitFor();
    }));

  it("goes on where it stopped", () =>
    app.see("run resumed", async () => {
      await pages.frame.getByRole("button", { name: "Continue" }).click();
      await world.runEnded(runId);
      await pages.frame
        .getByText("Done, with issues")
        .or(pages.frame.getByText("Done", { exact: true }))
        .first()
        .waitFor();
      expect(Number((await run()).wave_created)).toBe(CONTACTS);
    }));

  it("is taken back after it was shown what goes back and what stays", () =>
    app.see("run undone", async () => {
      const admin = await world.as("admin");
      const all = await admin.list("contacts?$select=contactid&$filter=externaluseridentifier ne null");
      const [first] = all.map(({ contactid }) => String(contactid)).sort();
      await admin.update(`contacts(${first})`, { lastname: "Typed since" });
      await pages.frame.getByRole("button", { name: "Undo…" }).click();
      const undo = pages.frame.getByRole("region", { name: "Undo this run" });
      await undo.getByText("Stay as they are", { exact: true }).waitFor();
      await undo.getByText("Counted for the first 2,000 of 2,500 records", { exact: false }).waitFor();
      expect(await pages.barriers()).toEqual([]);
      expect(await active()).toBe(CONTACTS);
      await undo.getByRole("button", { name: "Undo the run" }).click();
      await undo.getByText(/records are as they were before\.$/).waitFor();
      expect(await pages.barriers()).toEqual([]);
      await pages.frame.getByText("Undone", { exact: true }).waitFor();
      expect(await active()).toBe(1);
    }));

  it("is complete at 390 px, and in the dark", () =>
    app.see("run narrow and dark", async () => {
      await app.page.emulateMedia({ colorScheme: "dark" });
      await app.page.setViewportSize({ width: 390, height: 844 });
      await pages.fits();
      expect(await pages.barriers()).toEqual([]);
      await pages.frame.getByRole("link", { name: "Runs" }).last().click();
      await pages.frame.getByRole("list", { name: "Runs" }).waitFor();
      await pages.fits();
      expect(await pages.barriers()).toEqual([]);
      expect(app.visitor.errors).toEqual([]);
    }));

  it("is told in German to whoever works in it", () =>
    app.see("runs in German", async () => {
      const admin = await world.as("admin");
      const { UserId } = (await admin.get("WhoAmI")) as { UserId: string };
      await admin.update(`usersettingscollection(${UserId})`, { uilanguageid: 1031 });
      pages = await SetupPages.open(app, "/runs");
      await pages.heading("Läufe").waitFor();
      await pages.frame.getByText("Jeder Lauf: was ihn ausgelöst hat und was er getan hat.").waitFor();
      await pages.fits();
      expect(await pages.barriers()).toEqual([]);
    }));
});
