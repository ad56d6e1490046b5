import { eventually } from "../support/eventually";
import { openLinkedContact, type LinkedContact } from "../support/linked-contact";

describe("what is saved while Wave is down", () => {
  let contact: LinkedContact;
  beforeAll(async () => {
    contact = await openLinkedContact();
  });
  afterAll(() => contact?.close());

  it("is shown as waiting, by name, until Wave has it; then it is in sync by itself", async () => {
    const { app, saveJobTitle, says, waveId, world } = contact;
    await app.see("waiting for Wave", async () => {
      await says("In sync");
      world.wave.faults.set({ down: "unavailable" });
      await saveJobTitle("Head of Patience");
      await app.panel.getByText("Not synced yet: Job Title").waitFor();
      await app.page.reload();
      await says("Waiting to sync");
      await app.panel.getByText("Not synced yet: Job Title").waitFor();
      world.wave.faults.clear();
      await eventually("Wave to have it", () => world.wave.store.get(waveId).jobTitle === "Head of Patience");
      await says("In sync");
    });
  });
});
