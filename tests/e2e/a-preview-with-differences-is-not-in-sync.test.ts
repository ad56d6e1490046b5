import { eventually } from "../support/eventually";
import { openLinkedContact, type LinkedContact } from "../support/linked-contact";
import { loseEvents } from "../support/lose-events";

describe("a preview that finds differences", () => {
  let contact: LinkedContact;
  beforeAll(async () => {
    contact = await openLinkedContact();
  });
  afterAll(() => contact?.close());

  it("is not shown under a green tick, and done, it is", async () => {
    const { app, says, waveId, world } = contact;
    await app.see("differences", async () => {
      await says("In sync");
      await loseEvents(world.dynamics);
      world.wave.store.update(waveId, { jobTitle: "Changed in silence" });
      await app.panel.getByRole("button", { name: "Preview" }).click();
      await app.panel
        .getByText(/1 field would change/)
        .first()
        .waitFor();
      await says("Waiting to sync");
      await app.panel.getByRole("button", { name: /1 field from Wave/ }).click();
      // The form asks for the row once the answer is there.
      await eventually(
        "the form to show what came",
        async () => (await app.field("Job title").inputValue()) === "Changed in silence",
      );
      await says("In sync");
    });
  });
});
