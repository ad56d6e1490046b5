import { generateContacts, SELLER_EMAIL } from "../../local/samples";
import { App } from "../support/app";
import { eventually } from "../support/eventually";
import { World } from "../support/world";

describe("when the connector is down", () => {
  let world: World;
  let app: App;
  const contacts = generateContacts(30, 1);
  const wave = contacts.find((one) => one.assignedTo?.email === SELLER_EMAIL && one.jobTitle)!;

  beforeAll(async () => {
    world = await World.synced({ contacts });
    app = await App.open(world, "seller");
    await app.openContact(
      String((await (await world.as("seller")).contactOf(wave.id, "jobtitle")).contactid),
    );
    await world.killConnector();
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });

  it("the panel still shows what is known", () =>
    app.see("known", async () => {
      await app.page.reload();
      await app.panel.getByText("In sync", { exact: true }).waitFor();
      await app.panel.getByText(wave.id, { exact: true }).waitFor();
    }));

  it("the form says that it cannot be reached, and what to do", () =>
    app.see("unreachable", async () => {
      await app.panel.getByRole("button", { name: "Sync to Wave" }).click();
      await app.panel.getByText("Can't reach Wave Sync.").first().waitFor();
      await app.panel
        .getByText(/Try again in a few minutes/)
        .first()
        .waitFor();
    }));

  it("so does the ribbon", () =>
    app.see("ribbon unreachable", async () => {
      await app.command("Sync to Wave");
      await app.page
        .getByText(/Can't reach Wave Sync/)
        .last()
        .waitFor();
    }));

  it("the form stays usable", () =>
    app.see("usable", async () => {
      await app.field("Job title").fill("Works without us");
      await app.command("Save");
      const seller = await world.as("seller");
      await eventually(
        "the row to be saved",
        async () => (await seller.contactOf(wave.id, "jobtitle")).jobtitle === "Works without us",
      );
    }));

  it("trying again works as soon as it is back", () =>
    app.see("retry", async () => {
      await world.restartConnector();
      await app.panel.getByRole("button", { name: "Sync to Wave" }).click();
      await eventually(
        "Wave to hold it",
        () => world.wave.store.get(wave.id).jobTitle === "Works without us",
      );
      await app.panel.getByText("In sync", { exact: true }).waitFor();
    }));

  it("left no script error behind", () => expect(app.visitor.errors).toEqual([]));
});
