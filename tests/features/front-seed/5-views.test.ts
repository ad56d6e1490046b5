import { SyncStatus } from "../../../core/generated/schema";
import { until } from "../../connector/support/connector";
import { FrontWorld } from "../support/front-world";

// "Select the accounts you’d like to sync" of Front's page about Dynamics 365: all active accounts, or a view; and not found is told.

const inCity = (city: string) =>
  `<fetch><entity name="account"><filter><condition attribute="address1_city" operator="eq" value="${city}"/></filter></entity></fetch>`;
const MINE = `<fetch><entity name="account"><filter>
  <condition attribute="ownerid" operator="eq-userid"/></filter></entity></fetch>`;

describe("Front's page about Dynamics 365: the accounts you’d like to sync", () => {
  let world: FrontWorld;

  beforeAll(async () => {
    world = await FrontWorld.start({ events: true });
  });
  afterAll(() => world?.close());

  /** A personal view of an admin's, as she makes it. */
  const personalView = async (fetchxml: string, name: string): Promise<string> => {
    await world.ask("POST", "userqueries", { name, returnedtypecode: "account", fetchxml, querytype: 0 });
    return world.dynamics.rows("userquery").find(({ values }) => values.name === name)!.id;
  };
  const systemView = (fetchxml: string) =>
    world.dynamics.platform.dataverse.create("savedquery", {
      name: "System view",
      returnedtypecode: "account",
      fetchxml,
      querytype: 0,
      statecode: 0,
    });
  const statusOf = (id: string) => world.linkOf(id)?.wave_linkstatus;

  it("You can sync all active accounts", async () => {
    const active = await world.account({ name: "Active" });
    await until("its link", () => world.linkOf(active));
    await world.dynamics.platform.dataverse.create("account", {
      name: "Inactive",
      statecode: 1,
      statuscode: 2,
    });
    await world.run();
    expect(world.named("Inactive")).toEqual([]);
  });

  it.each([
    ["a system view", systemView],
    ["a personal view", (xml: string) => personalView(xml, "In a city")],
  ])("or %s: its accounts are synced, others are not", async (what, makeView) => {
    const city = `City of ${what}`;
    await world.map({ view: await makeView(inCity(city)) });
    await world.run();
    const inside = await world.account({ name: `Inside ${what}`, address1_city: city });
    const outside = await world.account({ name: `Outside ${what}` });
    await world.run();
    expect(statusOf(inside)).toBe(SyncStatus.InSync);
    expect(world.linkOf(outside)).toBeUndefined();
    expect(world.named(`Outside ${what}`)).toEqual([]);
    expect(world.issuesOf(outside)).toEqual([]);
  });

  it("What leaves the view stops syncing and says so within seconds; back in it, it goes on", async () => {
    await world.map({ view: await systemView(inCity("Lyon")) });
    await world.run();
    const id = await world.account({ name: "Moves", address1_city: "Lyon" });
    await until("its link", () => statusOf(id) === SyncStatus.InSync);
    await world.edit(id, { address1_city: "Nice", name: "Moved away" });
    await until("its link to say so", () => world.linkOf(id)!.wave_code === "OUT_OF_SCOPE");
    expect(statusOf(id)).toBe(SyncStatus.Parked);
    expect(world.issuesOf(id)).toEqual([]);
    expect(world.inFront(id).name).toBe("Moves");
    await world.edit(id, { address1_city: "Lyon" });
    await until("its link to be in sync", () => statusOf(id) === SyncStatus.InSync);
    expect(world.inFront(id).name).toBe("Moved away");
    expect(world.linkOf(id)!.wave_code ?? null).toBeNull();
  });

  it("What leaves the view because the view was changed, or is back in it, is told by the next run", async () => {
    const view = await systemView(inCity("Dijon"));
    const change = (fetchxml: string) =>
      world.dynamics.platform.dataverse.update("savedquery", view, { fetchxml });
    await world.map({ view });
    const id = await world.account({ name: "Of Dijon", address1_city: "Dijon" });
    await world.run();
    expect(statusOf(id)).toBe(SyncStatus.InSync);
    await change(inCity("Beaune"));
    await world.run();
    expect(world.linkOf(id)).toMatchObject({
      wave_linkstatus: SyncStatus.Parked,
      wave_code: "OUT_OF_SCOPE",
    });
    await change(inCity("Dijon"));
    await world.run();
    expect(statusOf(id)).toBe(SyncStatus.InSync);
    expect(world.linkOf(id)!.wave_code ?? null).toBeNull();
  });

  it("A personal view means the person it belongs to, and stays hers when somebody else changes the mapping", async () => {
    const id = await world.account({ name: "The admin's own" }, "admin");
    const hers = await world.account({ name: "The seller's" }, "seller");
    await world.map({ view: await personalView(MINE, "Mine") });
    await world.run();
    expect(statusOf(id)).toBe(SyncStatus.InSync);
    expect(world.linkOf(hers)).toBeUndefined();
    await world.map({ more: { wave_name: "Renamed" }, as: "connector" });
    const later = await world.account({ name: "The admin's, too" }, "admin");
    await world.run();
    expect(statusOf(later)).toBe(SyncStatus.InSync);
    expect(world.issuesOfMapping()).toEqual([]);
  });

  it("Dynamics 365 view not found: Front will stop syncing all accounts, until a new one is chosen", async () => {
    const view = await personalView(inCity("Metz"), "Deleted later");
    await world.map({ view });
    const id = await world.account({ name: "Of Metz", address1_city: "Metz" });
    await world.run();
    expect(statusOf(id)).toBe(SyncStatus.InSync);
    await world.ask("DELETE", `userqueries(${view})`, undefined);
    const stopped = await world.runOnce();
    expect(stopped).toMatchObject({ status: "failed", problem: { code: "VIEW_NOT_FOUND" } });
    expect(world.issuesOfMapping()).toEqual([
      expect.objectContaining({
        wave_code: "VIEW_NOT_FOUND",
        wave_nextstep: expect.stringContaining("choose another view"),
      }),
    ]);
    await world.edit(id, { name: "Of Metz, changed" });
    await world.map({ view: await personalView(inCity("Metz"), "A new one") });
    await world.run();
    expect(world.inFront(id).name).toBe("Of Metz, changed");
    expect(world.issuesOfMapping()).toEqual([]);
  });

  const setState = (view: string, statecode: number) =>
    world.dynamics.platform.dataverse.update("savedquery", view, { statecode });
  it.each<[how: string, cure: (view: string) => Promise<unknown>]>([
    ["the view is there again", (view) => setState(view, 0)],
    ["the mapping is for all accounts", () => world.map({ view: null })],
    ["another is chosen", async () => world.map({ view: await systemView(inCity("Nancy")) })],
  ])("and it is over once %s, also where no account differs", async (_how, cure) => {
    const view = await systemView(inCity("Nancy"));
    await world.map({ view });
    await world.run();
    await setState(view, 1);
    expect(await world.runOnce()).toMatchObject({ problem: { code: "VIEW_NOT_FOUND" } });
    expect(world.issuesOfMapping()).toHaveLength(1);
    await cure(view);
    expect(await world.runOnce()).toMatchObject({ status: "succeeded" });
    expect(world.issuesOfMapping()).toEqual([]);
  });

  it("A view that cannot be evaluated is told by a run that finds no difference, and over once there is none", async () => {
    const view = await systemView(
      '<fetch><entity name="account"><filter><condition attribute="new_gone" operator="eq" value="1"/></filter></entity></fetch>',
    );
    await world.map({ view });
    expect(await world.runOnce()).toMatchObject({ status: "failed", problem: { code: "MAPPING_INVALID" } });
    expect(world.issuesOfMapping()).toHaveLength(1);
    await world.map({ view: null });
    await world.runOnce();
    // Nobody asks a view that is gone: who reads the mapping tells it, beside the run.
    await until("nothing open about the mapping", () => world.issuesOfMapping().length === 0);
  });
});
