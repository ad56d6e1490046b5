import { SyncStatus } from "../../core/generated/schema";
import { generateContacts, SELLER_EMAIL } from "../../local/samples";
import { App } from "../support/app";
import { barriers } from "../support/axe";
import { eventually } from "../support/eventually";
import { changeLines } from "../support/mapping-of";
import { World } from "../support/world";

describe("a seller meets a conflict", () => {
  let world: World;
  let app: App;
  let contactId: string;
  const contacts = generateContacts(20, 1);
  const wave = contacts.find(
    (one) => one.assignedTo?.email === SELLER_EMAIL && one.jobTitle && one.firstName,
  )!;
  const inWave = () => world.wave.store.get(wave.id);
  const inDynamics = async () =>
    (await world.as("seller")).contactOf(wave.id, "jobtitle,firstname,wave_syncstatus");
  const side = (field: string, name: string) =>
    app.panel.getByRole("radiogroup", { name: field }).getByRole("radio", { name });

  beforeAll(async () => {
    world = await World.start({ contacts });
    await world.connect();
    await changeLines(world, (lines) => lines.map((line) => ({ ...line, conflict: "ask" })));
    await world.firstImport();
    contactId = String((await inDynamics()).contactid);
    app = await App.open(world, "seller");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  it("when a field was changed on both sides, a push writes neither and shows both", () =>
    app.see("conflict met", async () => {
      // While Wave is away nobody can bring the two together between the two edits.
      world.wave.faults.set({ down: "unavailable" });
      const seller = await world.as("seller");
      await seller.update(`contacts(${contactId})`, { jobtitle: "Set in Dynamics", firstname: "Dyna" });
      world.wave.store.update(wave.id, { jobTitle: "Set in Wave", firstName: "Wavina" });
      world.wave.faults.clear();
      await app.openContact(contactId);
      await app.panel.getByRole("button", { name: "Sync to Wave" }).click();
      await side("Job Title", "In Wave").waitFor();
      expect(inWave()).toMatchObject({ jobTitle: "Set in Wave", firstName: "Wavina" });
      expect(await inDynamics()).toMatchObject({ jobtitle: "Set in Dynamics", firstname: "Dyna" });
      expect((await inDynamics()).wave_syncstatus).toBe(SyncStatus.Conflict);
    }));

  it("whoever opens the form later sees that it waits, and both values on demand", () =>
    app.see("conflict shown", async () => {
      await app.openContact(contactId);
      await app.panel.getByText("Conflict", { exact: true }).waitFor();
      await app.panel.getByRole("button", { name: "Show both values" }).click();
      const title = app.panel.locator("[data-wave-conflict]", { hasText: "Job Title" });
      await title.waitFor();
      expect((await title.innerText()).replace(/\s+/g, " ")).toBe(
        "Job Title In Dynamics Set in Dynamics In Wave Set in Wave",
      );
      expect(await barriers(app.page)).toEqual([]);
    }));

  it("the values she chooses stay, each on the other side, and the record is in sync again", () =>
    app.see("conflict decided", async () => {
      await side("Job Title", "In Wave").check();
      await side("First Name", "In Dynamics").check();
      await app.panel.getByText("2 of 2 fields chosen").waitFor();
      await app.panel.getByRole("button", { name: "Apply" }).click();
      await app.panel.getByText("In sync", { exact: true }).waitFor();
      expect(inWave()).toMatchObject({ jobTitle: "Set in Wave", firstName: "Dyna" });
      expect(await inDynamics()).toMatchObject({ jobtitle: "Set in Wave", firstname: "Dyna" });
      await eventually(
        "the form to show it",
        async () => (await app.field("Job title").inputValue()) === "Set in Wave",
      );
    }));

  it("left no script error behind", () => expect(app.visitor.errors).toEqual([]));
});
