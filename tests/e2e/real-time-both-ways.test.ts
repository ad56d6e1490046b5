import { generateContacts } from "../../local/samples";
import { eventually } from "../support/eventually";
import type { WebApi } from "../support/web-api";
import { World } from "../support/world";

const INACTIVE = 1;

describe("changes travel by themselves", () => {
  let world: World;
  let seller: WebApi;

  const row = (waveId: string, select: string) => seller.contactOf(waveId, select);
  const someContacts = () => world.wave.store.all();
  /** Writes Wave's interface has seen: what the connector did there; people in Wave use none. */
  const writesToWave = () => world.wave.trace.list().filter(({ method }) => method !== "GET").length;

  /** No event is on its way, none waits, and nothing has come of the last look. Gives how often Wave was written to. */
  const settled = () =>
    eventually("everything to settle", async () => {
      const before = writesToWave();
      await world.wave.webhooks.idle();
      await world.dynamics.platform.drain();
      const { environments } = await world.status();
      await world.wave.webhooks.idle();
      const quiet = environments[0]!.recordsWaiting === 0 && writesToWave() === before;
      return quiet && { writes: before };
    });

  beforeAll(async () => {
    world = await World.synced({ contacts: generateContacts(20, 1) });
    seller = await world.as("seller");
    await settled();
  });
  afterAll(() => world?.close());

  it("connecting has Wave tell of changes, and says so", async () => {
    const { environments } = await world.status();
    expect(environments[0]!.connections[0]!.subscribed).toBe(true);
    expect(world.wave.webhooks.subscriptions.list().map((each) => each.events.length)).toEqual([3]);
  });

  it("an edit in Wave is in Dynamics, is not written back, and the row is then left in peace", async () => {
    const [contact] = someContacts();
    const { writes } = await settled();
    world.wave.store.update(contact!.id, { jobTitle: "Told by Wave" });
    await eventually("the row to change", async () => {
      return (await row(contact!.id, "jobtitle")).jobtitle === "Told by Wave";
    });
    await settled();
    const { modifiedon } = await row(contact!.id, "modifiedon");
    expect(await settled()).toEqual({ writes });
    expect((await row(contact!.id, "modifiedon")).modifiedon).toBe(modifiedon);
  });

  it("an edit in Dynamics is in Wave with one write, and does not come back", async () => {
    const contact = someContacts()[1]!;
    const { writes } = await settled();
    const { contactid } = await row(contact.id, "jobtitle");
    await seller.update(`contacts(${contactid})`, { jobtitle: "Told by Dynamics" });
    await eventually(
      "Wave to change",
      () => world.wave.store.get(contact.id).jobTitle === "Told by Dynamics",
    );
    expect(await settled()).toEqual({ writes: writes + 1 });
    const { modifiedon } = await row(contact.id, "modifiedon");
    expect(await settled()).toEqual({ writes: writes + 1 });
    expect((await row(contact.id, "modifiedon")).modifiedon).toBe(modifiedon);
  });

  it("a person's edit right after ours counts, and so does putting it back", async () => {
    const contact = someContacts()[2]!;
    const { contactid } = await row(contact.id, "jobtitle");
    world.wave.store.update(contact.id, { jobTitle: "First" });
    await eventually(
      "the row to change",
      async () => (await row(contact.id, "jobtitle")).jobtitle === "First",
    );
    for (const jobtitle of ["Second", "First"]) {
      await seller.update(`contacts(${contactid})`, { jobtitle });
      await eventually(
        `Wave to say ${jobtitle}`,
        () => world.wave.store.get(contact.id).jobTitle === jobtitle,
      );
    }
  });

  it("a new contact in Wave becomes a row, once", async () => {
    const made = world.wave.store.create({
      firstName: "Nova",
      lastName: "Arrival",
      emails: [{ value: "nova.arrival@example.test", primary: true }],
    });
    await eventually("the row to be there", () => row(made.id, "lastname").catch(() => undefined));
    await settled();
    expect(await row(made.id, "lastname")).toMatchObject({ lastname: "Arrival" });
  });

  it("a new row in Dynamics becomes a contact in Wave, once", async () => {
    const body = { firstname: "Tara", lastname: "Newrow", emailaddress1: "tara.newrow@example.test" };
    await seller.send("POST", "contacts", body);
    const named = () => someContacts().filter((each) => each.lastName === "Newrow");
    await eventually("the contact to be there", () => named().length > 0);
    await settled();
    expect(named()).toHaveLength(1);
    expect(someContacts().filter((each) => each.lastName === "Arrival")).toHaveLength(1);
  });

  it("a contact deleted in Wave leaves an inactive row, which stays", async () => {
    const contact = someContacts()[3]!;
    const { contactid } = await row(contact.id, "contactid");
    world.wave.store.delete(contact.id);
    const state = async () => (await seller.get(`contacts(${contactid})?$select=statecode`)).statecode;
    await eventually("the row to be inactive", async () => (await state()) === INACTIVE);
    await settled();
    expect(await state()).toBe(INACTIVE);
    expect(someContacts().some((each) => each.id === contact.id)).toBe(false);
  });

  it("events that come late, twice and in the wrong order end in what is true now", async () => {
    const contact = someContacts()[4]!;
    await world.wave.webhooks.idle();
    world.wave.webhooks.hold();
    world.wave.store.update(contact.id, { jobTitle: "Held back" });
    world.wave.store.update(contact.id, { jobTitle: "Told late" });
    world.wave.webhooks.duplicateNext = 2;
    world.wave.webhooks.release(true);
    await eventually(
      "the row to change",
      async () => (await row(contact.id, "jobtitle")).jobtitle === "Told late",
    );
    await settled();
    expect((await row(contact.id, "jobtitle")).jobtitle).toBe("Told late");
  });
});
