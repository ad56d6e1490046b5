import { RunStatus } from "../../core/generated/schema";
import { generateContacts } from "../../local/samples";
import { App } from "../support/app";
import { barriers } from "../support/axe";
import { eventually } from "../support/eventually";
import { World } from "../support/world";

describe("an admin undoes the first import", () => {
  let world: World;
  let app: App;
  let runId: string;
  let changedId: string;
  const contacts = generateContacts(15, 1);

  beforeAll(async () => {
    world = await World.synced({ contacts });
    const admin = await world.as("admin");
    runId = String((await admin.list("wave_runs?$select=wave_runid"))[0]?.wave_runid);
    changedId = String((await admin.contactOf(contacts[0]!.id, "jobtitle")).contactid);
    await admin.update(`contacts(${changedId})`, { jobtitle: "Typed after the import" });
    app = await App.open(world, "admin");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });
  const run = async () => (await world.as("admin")).get(`wave_runs(${runId})?$select=wave_runstatus`);
  const openRun = async () => {
    await app.goTo(`pagetype=entityrecord&etn=wave_run&id=${runId}`);
    await app.page.locator('[data-form="wave_run"]').waitFor();
  };

  it("is told exactly what will happen, and nothing happens when she thinks better of it", () =>
    app.see("undo asked", async () => {
      await openRun();
      await app.command("Undo run");
      const dialog = app.page.getByRole("alertdialog").or(app.page.getByRole("dialog"));
      await dialog.getByText(/created: 15/).waitFor();
      expect(await barriers(app.page)).toEqual([]);
      await dialog.getByRole("button", { name: "Cancel" }).click();
      expect((await run()).wave_runstatus).not.toBe(RunStatus.Undone);
    }));

  it("takes back what the run wrote; what somebody changed since stays, and is counted", () =>
    app.see("undo done", async () => {
      await app.command("Undo run");
      await app.page.getByRole("button", { name: "Undo the run" }).click();
      await app.messages
        .getByText(/Run undone/)
        .first()
        .waitFor();
      expect(await app.messages.allInnerTexts().then((texts) => texts.join())).toContain(
        "1 skipped because they were changed later",
      );
      const rows = await (
        await world.as("admin")
      ).list("contacts?$select=contactid,statecode,jobtitle,externaluseridentifier");
      const changed = rows.find((row) => row.contactid === changedId);
      expect(changed).toMatchObject({ statecode: 0, jobtitle: "Typed after the import" });
      const others = rows.filter((row) => row.externaluseridentifier && row.contactid !== changedId);
      expect(others).toHaveLength(14);
      expect(others.filter((row) => row.statecode === 0)).toEqual([]);
    }));

  it("the run is marked as undone, and offers it no more", () =>
    app.see("undo over", async () => {
      await eventually("the run to be undone", async () => (await run()).wave_runstatus === RunStatus.Undone);
      await openRun();
      await app.page.locator('[data-command="Mscrm.Refresh"]').waitFor();
      expect(await app.page.getByRole("button", { name: "Undo run" }).count()).toBe(0);
      expect(app.visitor.errors).toEqual([]);
    }));
});
