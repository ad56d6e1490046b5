import { randomUUID } from "node:crypto";
import { FrontWorld, line } from "../support/front-world";

// "Handling sync errors" of Front's page about Dynamics 365, row by row: each has a code of its own, and the page's cure cures it.

/** A column that is deleted later. */
const GONE = { logicalName: "new_gone", type: "String" as const, maxLength: 50 };

describe("Front's page about Dynamics 365: Handling sync errors", () => {
  let world: FrontWorld;

  beforeAll(async () => {
    world = await FrontWorld.start({
      prepare: ({ platform }) => platform.dataverse.kernel.model.addColumn("account", GONE),
    });
  });
  afterAll(() => world?.close());

  it.each([
    ["Invalid email domains", "no domain in it", "DOMAIN_INVALID"],
    ["Common email domain", "https://gmail.com", "DOMAIN_COMMON"],
    ["Email domain taken by another account", "https://taken.com", "DOMAIN_TAKEN"],
  ])("%s: not synced, but other account properties will continue to be", async (_row, websiteurl, code) => {
    const id = await world.account({ name: code });
    await world.run();
    // Taken while the two are linked already: before, it would have been what they are found by.
    const { id: other } = world.front.create({ name: `Has the domain of ${code}`, domains: ["taken.com"] });
    await world.edit(id, { websiteurl, description: "Goes on" });
    await world.runAnew();
    expect(world.inFront(id)).toMatchObject({ description: "Goes on", domains: [] });
    expect(world.issuesOf(id)).toEqual([code]);
    await world.edit(id, { websiteurl: `https://unique-${code.toLowerCase().replace("_", "-")}.com` });
    await world.run();
    expect(world.issuesOf(id)).toEqual([]);
    world.front.delete(other);
  });

  it("Account name is already in use: only the first account with that name", async () => {
    const [first, second] = [await world.account({ name: "Same" }), await world.account({ name: "SAME" })];
    await world.run();
    await world.run();
    const synced = [first, second].filter((id) => world.linkOf(id));
    expect(synced).toHaveLength(1);
    const left = synced[0] === first ? second : first;
    expect(world.issuesOf(left)).toEqual(["NAME_TAKEN"]);
    expect(world.named("same")).toHaveLength(1);
    // Cure: a unique account name.
    await world.edit(left, { name: "Not the same" });
    await world.run();
    expect(world.issuesOf(left)).toEqual([]);
    expect(world.inFront(left).external_id).toBe(left);
  });

  it("Accounts are linked to another CRM and were not synced", async () => {
    const { id: other } = world.front.create({
      name: "Linked elsewhere",
      domains: ["elsewhere.com"],
      external_id: "0015g00000XyZ12AAF",
    });
    const id = await world.account({ name: "Elsewhere", websiteurl: "elsewhere.com" });
    await world.runAnew();
    expect(world.linkOf(id)).toBeUndefined();
    expect(world.front.get(other)).toMatchObject({ name: "Linked elsewhere" });
    expect(world.issuesOf(id)).toEqual(["LINKED_ELSEWHERE"]);
    // Cure: delete the account in Front and sync again.
    world.front.delete(other);
    await world.run();
    expect(world.issuesOf(id)).toEqual([]);
    expect(world.inFront(id)).toMatchObject({ external_id: id, domains: ["elsewhere.com"] });
  });

  it("the same, where it is pushed again from its form as soon as Front's account is deleted", async () => {
    const { id: other } = world.front.create({
      name: "Deleted",
      domains: ["deleted.com"],
      external_id: "0015g00000XyZ12AAG",
    });
    const id = await world.account({ name: "Pushed", websiteurl: "deleted.com" });
    await world.push(id);
    expect(world.issuesOf(id)).toEqual(["LINKED_ELSEWHERE"]);
    world.front.delete(other);
    expect((await world.push(id)).result).toMatchObject({ records: [{ outcome: "created" }] });
    expect(world.issuesOf(id)).toEqual([]);
    expect(world.inFront(id)).toMatchObject({ external_id: id, domains: ["deleted.com"] });
  });

  it("or, where somebody knows that they are the same, linked here as well", async () => {
    const { id: other } = world.front.create({
      name: "Both",
      domains: ["both.com"],
      external_id: randomUUID(),
    });
    const id = await world.account({ name: "Both", websiteurl: "both.com" });
    await world.runAnew();
    const done = await world.resolve(id, { kind: "link", externalId: other });
    expect(done.status).toBe("succeeded");
    expect(world.linkOf(id)!.wave_externalid).toBe(other);
    expect(world.issuesOf(id)).toEqual([]);
  });

  it("Dynamics 365 field not found: Front will stop syncing that field, and the rest goes on", async () => {
    const { model } = world.dynamics.platform.dataverse.kernel;
    const lines = [line("name", "name"), line("description", "description")];
    await world.map({ lines: [...lines, line("custom:Segment", "new_gone")] });
    const id = await world.account({ name: "Has it", new_gone: "Enterprise" });
    await world.run();
    expect(world.inFront(id).custom_fields).toEqual({ Segment: "Enterprise" });

    (model.table("account")!.columns as Map<string, unknown>).delete("new_gone");
    model.version++;
    await world.edit(id, { description: "Goes on" });
    await world.run();
    expect(world.inFront(id)).toMatchObject({
      description: "Goes on",
      custom_fields: { Segment: "Enterprise" },
    });
    expect(world.issuesOfMapping()).toEqual([
      expect.objectContaining({
        wave_code: "COLUMN_MISSING",
        wave_message: expect.stringContaining("new_gone"),
        wave_mapping: { table: "wave_mapping", id: world.mappingId },
      }),
    ]);
    // Cure: choose a new account field.
    await world.map({ lines: [...lines, line("custom:Segment", "address1_city")] });
    await world.edit(id, { address1_city: "Lyon" });
    await world.run();
    expect(world.inFront(id).custom_fields).toEqual({ Segment: "Lyon" });
    expect(world.issuesOfMapping()).toEqual([]);
  });
});
