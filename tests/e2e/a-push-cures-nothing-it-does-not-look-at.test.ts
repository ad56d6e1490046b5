import { IssueStatus } from "../../core/generated/schema";
import { openLinkedContact, type LinkedContact } from "../support/linked-contact";

describe("a record that waits for its owner", () => {
  let contact: LinkedContact;
  beforeAll(async () => {
    contact = await openLinkedContact();
  });
  afterAll(() => contact?.close());

  it("still does after a push, and after a pull", async () => {
    const { app, contactId, says, waveId, world } = contact;
    const open = async () => {
      const filter = `wave_externalid eq '${waveId}'`;
      const issues = await (
        await world.as("admin")
      ).list(`wave_issues?$select=wave_issuestatus&$filter=${filter}`);
      return issues.map((issue) => issue.wave_issuestatus);
    };
    await app.see("needs attention", async () => {
      await says("In sync");
      world.wave.store.load([
        { ...world.wave.store.get(waveId), assignedTo: { email: "nobody@wave.example" } },
      ]);
      await app.panel.getByRole("button", { name: "Sync from Wave" }).click();
      await says("Needs attention");
      expect(await open()).toEqual([IssueStatus.Open]);
      for (const name of ["Sync to Wave", "Sync from Wave"]) {
        await app.openContact(contactId);
        await says("Needs attention");
        await app.panel.getByRole("button", { name }).click();
        await app.panel.locator("[data-wave-result]").waitFor();
        await says("Needs attention");
        expect(await open()).toEqual([IssueStatus.Open]);
      }
    });
  });
});
