import { generateContacts, SELLER_EMAIL } from "../../local/samples";
import { App } from "../support/app";
import { World } from "../support/world";

describe("when Wave is down, on the form", () => {
  let world: World;
  let app: App;
  const contacts = generateContacts(30, 1);
  const wave = contacts.find((one) => one.assignedTo?.email === SELLER_EMAIL && one.jobTitle)!;

  beforeAll(async () => {
    world = await World.synced({ contacts });
    const seller = await world.as("seller");
    const { contactid } = await seller.contactOf(wave.id, "jobtitle");
    await seller.update(`contacts(${String(contactid)})`, { jobtitle: "Patience Manager" });
    app = await App.open(world, "seller");
    await app.openContact(String(contactid));
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  it("a push says what happened, what to do, and the reference to tell support", () =>
    app.see("wave down", async () => {
      world.wave.faults.set({ down: "unavailable" });
      await app.panel.getByRole("button", { name: "Sync to Wave" }).click();
      await app.panel.getByRole("button", { name: "Try again" }).waitFor();
      const words = await app.panel.innerText();
      expect(words).toMatch(/Wave/);
      expect(words).toContain("SYSTEM_UNREACHABLE");
      expect(words).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/);
    }));

  it("trying again works when it is back", () =>
    app.see("wave back", async () => {
      world.wave.faults.clear();
      await app.panel.getByRole("button", { name: "Try again" }).click();
      await app.panel.getByText("In sync", { exact: true }).waitFor();
      await app.panel.getByRole("button", { name: "Try again" }).waitFor({ state: "detached" });
      expect(world.wave.store.get(wave.id).jobTitle).toBe("Patience Manager");
    }));
});
