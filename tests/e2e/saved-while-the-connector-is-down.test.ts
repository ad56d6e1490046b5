import { eventually } from "../support/eventually";
import { openLinkedContact, type LinkedContact } from "../support/linked-contact";

describe("what is saved while the connector is down", () => {
  let contact: LinkedContact;
  beforeAll(async () => {
    contact = await openLinkedContact();
  });
  afterAll(() => contact?.close());

  it("is shown as waiting, and sent as soon as the connector is back, without anybody's doing", async () => {
    const { app, saveJobTitle, says, waveId, world } = contact;
    await app.see("waiting for the connector", async () => {
      await world.killConnector();
      await saveJobTitle("Head of Silence");
      await app.page.reload();
      await says("Waiting to sync");
      await app.panel.getByText("Not synced yet: Job Title").waitFor();
      // Nothing tells of the edit any more: the connector has to look for it itself.
      await world.dynamics.platform.drain();
      await world.restartConnector();
      await eventually("Wave to have it", () => world.wave.store.get(waveId).jobTitle === "Head of Silence");
      await says("In sync");
    });
  });
});
