import { randomUUID } from "node:crypto";
import { mapping, MappingStatus } from "../../core/generated/schema";
import { App } from "../support/app";
import { eventually } from "../support/eventually";
import { newAccount, startWithFront } from "../support/front-world";
import { loseEvents } from "../support/lose-events";
import type { World } from "../support/world";

const { columns, entitySet, primaryId } = mapping;

describe("a seller who pushes a contact to Front, once an admin has turned contacts on", () => {
  let world: World;
  let app: App;
  const id = randomUUID();
  const people = () => world.dynamics.front.contacts;

  beforeAll(async () => {
    world = await startWithFront();
    const account = await newAccount(world, { name: "Acme SAS" });
    await eventually("its account in Front", async () => world.dynamics.front.store.all()[0]);
    // What arrives from now on is what she asks for.
    await loseEvents(world.dynamics);
    await (
      await world.as("seller")
    ).send("POST", "contacts", {
      contactid: id,
      firstname: "Ines",
      lastname: "Vasseur",
      emailaddress1: "ines@acme.example",
      "parentcustomerid_account@odata.bind": `/accounts(${account})`,
    });
    app = await App.open(world, "seller");
  });
  afterAll(async () => {
    await app?.close();
    await world?.close();
  });
  const button = (name: string) => app.panel.getByRole("button", { name });

  it("is offered nothing while the mapping is a draft", () =>
    app.see("front contacts off", async () => {
      const admin = await world.as("admin");
      const [row] = await admin.list(`${entitySet}?$filter=${columns.name} eq 'Front contacts'`);
      expect(row![columns.mappingstatus]).toBe(MappingStatus.Draft);
      await app.openContact(id);
      await app.panel.getByText("Not linked yet", { exact: true }).waitFor();
      await app.panel.getByText("No connected system syncs this type of record.").waitFor();
      expect(await button("Sync to Front").count()).toBe(0);
      await admin.update(`${entitySet}(${String(row![primaryId])})`, {
        [columns.mappingstatus]: MappingStatus.Active,
      });
    }));

  it("pushes it: the form says in sync, since when, and under which ID", () =>
    app.see("front contact pushed", async () => {
      await app.openContact(id);
      await button("Sync to Front").click();
      await app.panel.getByText("In sync", { exact: true }).waitFor();
      await app.panel.getByText(/^Last sync just now/).waitFor();
      const [person] = people().all();
      await app.panel.getByText("ID in Front", { exact: true }).waitFor();
      await app.panel.getByText(person!.id, { exact: true }).waitFor();
    }));

  it("Front has the contact, with its email address, in its account", () => {
    expect(people().all()).toHaveLength(1);
    const [person] = people().all();
    expect(person).toMatchObject({
      name: "Ines Vasseur",
      handles: [{ source: "email", handle: "ines@acme.example" }],
    });
    const { store } = world.dynamics.front;
    const names = people()
      .accountsOf(person!.id)
      .map((account) => store.get(account).name);
    expect(names).toEqual(["Acme SAS"]);
  });

  it("opens it in Front, and its account from there", () =>
    app.see("front contact opened", async () => {
      const [front] = await Promise.all([
        app.page.waitForEvent("popup"),
        app.panel.getByRole("link", { name: "Open in Front" }).click(),
      ]);
      await front.getByRole("heading", { name: "Ines Vasseur" }).waitFor();
      await front.getByRole("link", { name: "Acme SAS" }).click();
      await front.getByRole("heading", { name: "Acme SAS" }).waitFor();
      await front.getByRole("link", { name: "Ines Vasseur" }).waitFor();
      await front.close();
    }));
});
