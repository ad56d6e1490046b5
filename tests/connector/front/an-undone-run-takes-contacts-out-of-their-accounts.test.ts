import type { RunView } from "../../../connector/connect/admin-api";
import { FrontWorld } from "../../features/support/front-world";
import { runEnd, until } from "../support/connector";
import { withoutEvents } from "../support/without-events";

describe("a run of Front's contacts that is undone", () => {
  let world: FrontWorld;
  let harbor: string;
  let pine: string;

  beforeAll(async () => {
    world = await FrontWorld.start();
    [harbor, pine] = [await world.account({ name: "Harbor" }), await world.account({ name: "Pine" })];
    await world.run();
    await world.switchOnContacts();
    await until("the contacts' mapping", async () => (await world.tryToRun(world.contactMappingId)) === 202);
    await run();
    // What a contact is to Front comes of a run alone.
    await withoutEvents(world.dynamics);
  });
  afterAll(() => world?.close());

  const run = () => world.run(world.contactMappingId);
  async function undo({ id }: RunView): Promise<RunView> {
    const { body } = await world.connector.admin("/runs", { kind: "undo", runId: id });
    return runEnd(world.connector, body.runId as string);
  }
  const accountsOf = (person: string) =>
    world.people.accountsOf(person).map((account) => world.front.get(account).name);

  it("takes whoever it made out of the account; Front keeps the contact, and that is said", async () => {
    const id = await world.contact({ lastname: "New", emailaddress1: "new@harbor.test" }, harbor);
    const made = await run();
    const { id: person } = world.personOf(id)!;
    expect(accountsOf(person)).toEqual(["Harbor"]);
    const undone = await undo(made);
    expect(undone.counts).toMatchObject({ updated: 1, failed: 0 });
    expect(accountsOf(person)).toEqual([]);
    expect(world.people.get(person).name).toBe("New");
    await run();
    expect(accountsOf(person)).toEqual([]);
  });

  it("takes whoever it found out of the account, and out of no other", async () => {
    const { id: person } = world.people.create({
      name: "F. Ound",
      handles: [{ source: "email", handle: "found@harbor.test" }],
    });
    const { id: partner } = world.front.create({ name: "Partner of hers" });
    world.people.join(partner, [person]);
    const id = await world.contact(
      { firstname: "Fay", lastname: "Ound", emailaddress1: "found@harbor.test" },
      harbor,
    );
    // Read by a person's preview, she is known to the run.
    await world.preview(id, "contact");
    const found = await run();
    expect(world.personOf(id)!.id).toBe(person);
    expect(accountsOf(person)).toEqual(["Partner of hers", "Harbor"]);
    await undo(found);
    expect(accountsOf(person)).toEqual(["Partner of hers"]);
    expect(world.people.get(person).name).toBe("F. Ound");
  });

  it("puts whoever it moved back, and neither the next run nor the one after moves her again", async () => {
    const [moved, joined] = [
      await world.contact({ lastname: "Moved", emailaddress1: "moved@harbor.test" }, harbor),
      await world.contact({ lastname: "Joined", emailaddress1: "joined@harbor.test" }),
    ];
    await run();
    const isIn = () => [world.accountsOf(moved), world.accountsOf(joined)];
    expect(isIn()).toEqual([["Harbor"], []]);
    await world.moveContact(moved, pine);
    await world.moveContact(joined, pine);
    const moving = await run();
    expect(isIn()).toEqual([["Pine"], ["Pine"]]);
    expect((await undo(moving)).counts).toMatchObject({ updated: 2, failed: 0, skipped: 0 });
    expect(isIn()).toEqual([["Harbor"], []]);
    await run();
    await run();
    expect(isIn()).toEqual([["Harbor"], []]);
    await world.moveContact(joined, harbor);
    await run();
    expect(isIn()).toEqual([["Harbor"], ["Harbor"]]);
  });

  it("leaves whoever has another account by now where she is, and says so", async () => {
    const id = await world.contact({ lastname: "Later", emailaddress1: "later@harbor.test" }, harbor);
    const made = await run();
    await world.moveContact(id, pine);
    await run();
    expect((await undo(made)).counts).toMatchObject({ skipped: 1, updated: 0 });
    expect(world.accountsOf(id)).toEqual(["Pine"]);
  });
});
