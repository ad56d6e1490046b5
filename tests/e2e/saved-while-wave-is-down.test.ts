import { SyncStatus } from "../../core/generated/schema";
import { eventually } from "../support/eventually";
import { openLinkedContact, type LinkedContact } from "../support/linked-contact";

describe("what is saved while Wave is down", () => {
  let contact: LinkedContact;
  beforeAll(async () => {
    contact = await openLinkedContact();
  });
  afterAll(() => contact?.close());

  it("is shown as waiting, by name, on the form and in lists, until Wave has it; then it is in sync by itself", async () => {
    const { app, contactId, saveJobTitle, says, waveId, world } = contact;
    const listed = async () => {
      const seller = await world.as("seller");
      return (await seller.send("GET", `contacts(${contactId})?$select=wave_syncstatus`)).body
        .wave_syncstatus;
    };
    const isListed = (status: keyof typeof SyncStatus) =>
      eventually(`the list to say ${status}`, async () => (await listed()) === SyncStatus[status]);
    await app.see("waiting for Wave", async () => {
      await says("In sync");
      world.wave.faults.set({ down: "unavailable" });
      await saveJobTitle("Head of Patience");
      await app.panel.getByText("Not synced yet: Job Title").waitFor();
      await isListed("Pending");
      await app.page.reload();
      await says("Waiting to sync");
      await app.panel.getByText("Not synced yet: Job Title").waitFor();
      world.wave.faults.clear();
      await eventually("Wave to have it", () => world.wave.store.get(waveId).jobTitle === "Head of Patience");
      await says("In sync");
      await isListed("InSync");
      await app.openContacts();
      const row = app.grid.getByRole("row").filter({ hasText: "Head of Patience" });
      await row.getByText("In sync", { exact: true }).waitFor();
    });
  });
});
