import { eventually } from "../support/eventually";
import { openLinkedContact, type LinkedContact } from "../support/linked-contact";

describe("on an open form", () => {
  let contact: LinkedContact;
  beforeAll(async () => {
    contact = await openLinkedContact();
  });
  afterAll(() => contact?.close());

  it("what is saved is on its way, then in Wave, by itself", async () => {
    const { app, saveJobTitle, says, waveId, world } = contact;
    await app.see("arrives", async () => {
      await says("In sync");
      await saveJobTitle("Head of Arrivals");
      await app.panel.getByText(/^In Wave after \d/).waitFor();
      await says("In sync");
      expect(world.wave.store.get(waveId).jobTitle).toBe("Head of Arrivals");
    });
  });

  it("what changes in Wave is shown without a reload", async () => {
    const { app, waveId, world } = contact;
    await app.see("comes", async () => {
      world.wave.store.update(waveId, { jobTitle: "Changed over there" });
      await eventually(
        "the form to show it",
        async () => (await app.field("Job title").inputValue()) === "Changed over there",
      );
      await contact.says("In sync");
    });
  });
});
