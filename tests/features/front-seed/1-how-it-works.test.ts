import { SyncStatus } from "../../../core/generated/schema";
import { until } from "../../connector/support/connector";
import { withoutEvents } from "../../connector/support/without-events";
import { FrontWorld, line } from "../support/front-world";

// What Front's page about its Dynamics 365 accounts sync says of how it works, sentence by sentence, kept by the product as it runs.

describe("Front's page about Dynamics 365: How it works", () => {
  let world: FrontWorld;

  beforeAll(async () => {
    world = await FrontWorld.start({
      events: true,
      prepare: ({ front: { store } }) => {
        store.fields = [
          ...store.fields,
          { id: "fld_url", name: "Edit in Dynamics 365", description: "", type: "string" },
        ];
      },
    });
  });
  afterAll(() => world?.close());

  it("Accounts are synced one-way from Dynamics 365 to Front: what is changed there stays there", async () => {
    const id = await world.account({ name: "One way", description: "From Dynamics" });
    const { id: inFront } = await until("the account in Front", () => world.linkOf(id) && world.inFront(id));
    world.front.update(inFront, { description: "From Front" });
    await world.run();
    expect(world.dynamics.platform.dataverse.get("account", id)!.values.description).toBe("From Dynamics");
  });

  it("every 24 hours by default", () => {
    const mapping = world.dynamics.rows("wave_mapping").find((row) => row.id === world.mappingId)!;
    expect(mapping.values.wave_scheduleminutes).toBe(24 * 60);
  });

  it("and without waiting for that: within seconds of a change", async () => {
    const id = await world.account({ name: "At once" });
    await until("the account in Front", () => world.named("At once")[0]);
    await until("its link", () => world.linkOf(id));
    await world.edit(id, { name: "At once, again" });
    await until("its new name in Front", () => world.named("At once, again")[0]);
  });

  it("Field mapping allows you to control which account fields will be synced", async () => {
    await world.map({ lines: [line("name", "name"), line("custom:City", "address1_city")] });
    const id = await world.account({
      name: "Mapped",
      address1_city: "Lyon",
      description: "Not mapped",
    });
    await until("its link", () => world.linkOf(id));
    await world.run();
    expect(world.inFront(id)).toMatchObject({ custom_fields: { City: "Lyon" } });
    expect(world.linkOf(id)!.wave_linkstatus).toBe(SyncStatus.InSync);
  });

  it("an option to Edit in Dynamics 365: a custom field of Front that leads to the account", async () => {
    const edit = line("custom:Edit in Dynamics 365", "accountid", {
      transformations: [{ kind: "recordUrl" }],
    });
    await world.map({ lines: [line("name", "name"), line("custom:City", "address1_city"), edit] });
    const id = await world.account({ name: "To be edited" });
    await until("its link", () => world.linkOf(id));
    await world.run();
    expect(world.inFront(id).custom_fields["Edit in Dynamics 365"]).toBe(
      `${world.dynamics.url}/main.aspx?pagetype=entityrecord&etn=account&id=${id}`,
    );
    expect(world.issuesOf(id)).toEqual([]);
    expect(world.linkOf(id)!.wave_linkstatus).toBe(SyncStatus.InSync);
    const before = world.dynamics.front.trace.list().filter(({ method }) => method === "PATCH").length;
    await world.run();
    expect(world.dynamics.front.trace.list().filter(({ method }) => method === "PATCH")).toHaveLength(before);
  });

  it("Preview shows what would be there, and changes nothing", async () => {
    const id = await world.account({ name: "Previewed", address1_city: "Nice" });
    await until("its link", () => world.linkOf(id));
    const before = world.inFront(id);
    world.front.update(before.id, { custom_fields: { City: "Paris" } });
    const { result } = await world.preview(id);
    const [record] = result.records;
    expect(record!.fields!.find(({ column }) => column === "address1_city")).toMatchObject({
      dataverse: "Nice",
      system: "Paris",
    });
    expect(world.inFront(id).custom_fields).toEqual({ City: "Paris" });
  });

  it("a banner indicating when the last sync occurred", async () => {
    const id = await world.account({ name: "When" });
    const link = await until("its link", () => world.linkOf(id));
    expect(Date.parse(String(link.wave_syncedon))).toBeLessThanOrEqual(Date.now());
    const row = () => world.dynamics.platform.dataverse.get("account", id)!.values;
    await until("the same on the account", () => row().wave_syncedon !== undefined);
    expect(row()).toMatchObject({ wave_syncstatus: SyncStatus.InSync });
  });

  it("You can pause the sync at any time, and start it again", async () => {
    const known = await world.account({ name: "Before the pause" });
    await until("its link", () => world.linkOf(known));
    await world.map({ more: { wave_mappingstatus: world.paused } });
    await until("the pause", async () => (await world.push(known)).code === "MAPPING_PAUSED");
    await world.account({ name: "While paused" });
    await world.dynamics.platform.drain();
    expect(world.named("While paused")).toEqual([]);
    await world.map({ more: { wave_mappingstatus: world.active } });
    await until("what waited", () => world.named("While paused")[0]);
  });

  // Last: events do not come any more.
  it("you can manually trigger a re-sync at any time", async () => {
    await withoutEvents(world.dynamics);
    await world.account({ name: "By hand" });
    expect((await world.runNow()).status).toBe("succeeded");
    await until("the account in Front", () => world.named("By hand")[0]);
  });
});
