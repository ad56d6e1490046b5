import { ConnectionStatus } from "../../core/generated/schema";
import { eventually } from "../support/eventually";
import { openLinkedContact, type LinkedContact } from "../support/linked-contact";

describe("a connection that an admin pauses", () => {
  let contact: LinkedContact;
  beforeAll(async () => {
    contact = await openLinkedContact();
  });
  afterAll(() => contact?.close());

  const set = async (status: keyof typeof ConnectionStatus) => {
    const { world } = contact;
    const admin = await world.as("admin");
    const [connection] = await admin.list("wave_connections?$select=wave_name");
    await admin.update(`wave_connections(${String(connection!.wave_connectionid)})`, {
      wave_connectionstatus: ConnectionStatus[status],
    });
  };

  it("syncs nothing and says so; what was saved meanwhile is sent when it goes on", async () => {
    const { app, saveJobTitle, says, waveId, world } = contact;
    await app.see("paused", async () => {
      const before = world.wave.store.get(waveId).jobTitle;
      await set("Paused");
      await app.page.reload();
      await says("Sync is paused");
      expect(
        await app.panel.getByRole("button", { name: "Sync to Wave" }).getAttribute("aria-disabled"),
      ).toBe("true");
      // It holds for the command bar at once.
      await app.command("Sync to Wave");
      await app.page
        .getByText(/paused syncing/)
        .last()
        .waitFor();
      expect(world.wave.store.get(waveId).jobTitle).toBe(before);
      await saveJobTitle("Head of Breaks");
      await app.panel.getByText("Not synced yet: Job Title").waitFor();
      expect(world.wave.store.get(waveId).jobTitle).toBe(before);
      await set("Connected");
      await eventually("Wave to have it", () => world.wave.store.get(waveId).jobTitle === "Head of Breaks");
      await says("In sync");
    });
  });
});
