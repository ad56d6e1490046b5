import { generateContacts, SELLER_EMAIL } from "../../local/samples";
import { App } from "../support/app";
import { eventually } from "../support/eventually";
import { World } from "../support/world";

describe("a seller in the browser", () => {
  let world: World;
  let app: App;
  let contactId: string;
  const contacts = generateContacts(60, 1);
  const wave = contacts.find(
    (one) => one.assignedTo?.email === SELLER_EMAIL && one.jobTitle && one.firstName,
  )!;

  beforeAll(async () => {
    world = await World.synced({ contacts, events: false });
    app = await App.open(world, "seller");
    contactId = String((await (await world.as("seller")).contactOf(wave.id, "jobtitle")).contactid);
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  const inWave = () => world.wave.store.get(wave.id);

  it("opens a contact of the first import and sees its status and external IDs", () =>
    app.see("opens a contact", async () => {
      await app.openContact(contactId);
      await app.panel.getByText("In sync", { exact: true }).waitFor();
      await app.panel.getByText(wave.id, { exact: true }).waitFor();
      await app.panel.getByText(`wavecnct_${wave.id}`, { exact: true }).waitFor();
      expect(await app.panel.getByText(/^Last sync/).textContent()).toMatch(/\d|just now/);
    }));

  it("gets to the contact in Wave from there", () =>
    app.see("open in Wave", async () => {
      const link = app.panel.getByRole("link", { name: /Wave/ });
      expect(await link.getAttribute("href")).toBe(`${world.url}/sandboxes/wave/app/contacts/${wave.id}`);
      const page = await fetch((await link.getAttribute("href"))!);
      expect(await page.text()).toContain(wave.id);
    }));

  it("changes the job title and sends it to Wave from the ribbon", () =>
    app.see("push from the ribbon", async () => {
      await app.field("Job title").fill("Head of First Light");
      await app.command("Save");
      await app.command("Sync to Wave");
      await eventually("Wave to hold the job title", () => inWave().jobTitle === "Head of First Light");
      await app.page.getByText("Synced: Wave is up to date.").first().waitFor();
      expect(inWave()).toMatchObject({ firstName: wave.firstName, emails: wave.emails, phones: wave.phones });
    }));

  it("sees in the preview the one field that was changed in Wave, and nothing is written", () =>
    app.see("preview", async () => {
      world.wave.store.update(wave.id, { jobTitle: "Changed in Wave" });
      await app.openContact(contactId);
      await app.panel.getByRole("button", { name: "Preview" }).click();
      const result = app.panel.locator('[data-wave-result="preview"]');
      await result.getByText("1 field would change. No changes have been made yet.").waitFor();
      const rows = result.locator("tr[data-wave-verdict]");
      expect(await rows.count()).toBe(1);
      const row = (await rows.first().innerText()).replace(/\s+/g, " ");
      expect(row).toMatch(/Job Title.*Head of First Light.*Changed in Wave/);
      expect(await rows.first().getAttribute("data-wave-verdict")).toBe("writeDataverse");
    }));

  it("brings it with a pull, and the form shows it", () =>
    app.see("pull", async () => {
      await app.panel.getByRole("button", { name: "Sync from Wave" }).click();
      await app.panel.locator('[data-wave-result="pull"]').waitFor();
      await eventually(
        "the form to show it",
        async () => (await app.field("Job title").inputValue()) === "Changed in Wave",
      );
      const row = await (await world.as("seller")).contactOf(wave.id, "jobtitle");
      expect(row.jobtitle).toBe("Changed in Wave");
    }));

  it("left no script error behind", () => expect(app.visitor.errors).toEqual([]));
});
