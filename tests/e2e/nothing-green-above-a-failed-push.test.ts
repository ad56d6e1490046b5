import { openLinkedContact, type LinkedContact } from "../support/linked-contact";

describe("after a push that failed", () => {
  let contact: LinkedContact;
  beforeAll(async () => {
    contact = await openLinkedContact();
  });
  afterAll(() => contact?.close());

  it("nothing green stands above what went wrong", async () => {
    const { app, says, world } = contact;
    await app.see("failed push", async () => {
      await says("In sync");
      world.wave.faults.set({ down: "unavailable" });
      await app.panel.getByRole("button", { name: "Sync to Wave" }).click();
      await app.panel.getByText(/SYSTEM_UNREACHABLE/).waitFor();
      await says("Status unknown");
      world.wave.faults.clear();
      await app.panel.getByRole("button", { name: "Try again" }).click();
      await says("In sync");
    });
  });
});
