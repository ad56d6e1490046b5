import { MappingStatus, SyncStatus } from "../../../core/generated/schema";
import { until } from "../../connector/support/connector";
import { FrontWorld } from "../support/front-world";

// Front's page: "The Dynamics 365 sync does not sync contacts directly from Dynamics 365 to Front." Here it does, once it is switched on.

describe("contacts of Dynamics in Front, joined to their accounts", () => {
  let world: FrontWorld;
  let harbor: string;
  let pine: string;

  beforeAll(async () => {
    world = await FrontWorld.start({ events: true });
  });
  afterAll(() => world?.close());

  it("is off until an admin switches it on: the mapping is there, and rests", async () => {
    const mapping = world.dynamics.rows("wave_mapping").find(({ id }) => id === world.contactMappingId)!;
    expect(mapping.values).toMatchObject({
      wave_name: "Front contacts",
      wave_mappingstatus: MappingStatus.Draft,
    });
    await world.contact({ firstname: "Early", lastname: "Bird", emailaddress1: "early@bird.test" });
    await world.dynamics.platform.drain();
    await world.run();
    expect(world.people.size).toBe(0);
  });

  it("switched on, a run brings over who is there", async () => {
    await world.switchOnContacts();
    await until("the run", async () => (await world.tryToRun(world.contactMappingId)) === 202);
    await until("who was there", () => world.people.all().find(({ name }) => name === "Early Bird"));
  });

  it("a contact is made within seconds, in the account of Front that its own account is linked to", async () => {
    [harbor, pine] = [await world.account({ name: "Harbor" }), await world.account({ name: "Pine" })];
    await until("the accounts' links", () => world.linkOf(harbor) && world.linkOf(pine));
    const id = await world.contact(
      {
        firstname: "Ines",
        lastname: "Vasseur",
        emailaddress1: "ines@harbor.test",
        mobilephone: "+33 1 23 45 67 89",
        description: "Met at booth 12",
      },
      harbor,
    );
    const link = await until("its link", () => world.linkOf(id));
    expect(world.personOf(id)).toMatchObject({
      name: "Ines Vasseur",
      description: "Met at booth 12",
      handles: [
        { source: "email", handle: "ines@harbor.test" },
        { source: "phone", handle: "+33123456789" },
      ],
    });
    await until("the contact in its account", () => world.accountsOf(id).join() === "Harbor");
    expect(link).toMatchObject({
      wave_linkstatus: SyncStatus.InSync,
      wave_externalurl: `${world.dynamics.url}/sandboxes/front/app/contacts/${world.personOf(id)!.id}`,
    });
    const page = await fetch(String(link.wave_externalurl));
    expect(await page.text()).toContain("ines@harbor.test");
    expect(world.issuesOfContact(id)).toEqual([]);
  });

  it("follows its account: into another one, out of it, and back; other accounts it is in stay", async () => {
    const id = await world.contact({ lastname: "Mover", emailaddress1: "mover@harbor.test" }, harbor);
    const { id: person } = await until("the contact", () => world.linkOf(id) && world.personOf(id));
    const { id: partner } = world.front.create({ name: "Partner of hers" });
    world.people.join(partner, [person]);
    const isIn = (...names: string[]) =>
      until(`the contact in ${names.join()}`, () => world.accountsOf(id).join() === names.join());
    await world.moveContact(id, pine);
    await isIn("Partner of hers", "Pine");
    await world.moveContact(id, null);
    await isIn("Partner of hers");
    await world.moveContact(id, harbor);
    await isIn("Partner of hers", "Harbor");
    expect(world.issuesOfContact(id)).toEqual([]);
  });

  it("joins a contact as soon as its account is in Front, without anybody touching the contact", async () => {
    const account = await world.account({ name: "HARBOR" });
    await until("why it is not synced", () => world.issuesOf(account).includes("NAME_TAKEN"));
    const id = await world.contact({ lastname: "Waiter", emailaddress1: "waiter@late.test" }, account);
    await until("its link", () => world.linkOf(id));
    expect(world.accountsOf(id)).toEqual([]);
    await world.edit(account, { name: "Late" });
    await until("the contact in its account", () => world.accountsOf(id).join() === "Late");
  });

  it("recognises whoever Front has already by her email address, whatever the case, and leaves what it does not map", async () => {
    const before = world.people.create({
      name: "G. Hopper",
      handles: [
        { source: "twitter", handle: "@hopper" },
        { source: "email", handle: "other@navy.test" },
        { source: "email", handle: "Grace@Navy.test" },
      ],
      links: ["https://navy.test"],
      custom_fields: { Role: "Admiral" },
    });
    await world.preview(
      await world.contact({ lastname: "Anybody", emailaddress1: "any@body.test" }),
      "contact",
    );
    const id = await world.contact({
      firstname: "Grace",
      lastname: "Hopper",
      emailaddress1: "grace@navy.test",
    });
    await until("its link", () => world.linkOf(id));
    expect(world.personOf(id)).toMatchObject({
      id: before.id,
      name: "Grace Hopper",
      handles: before.handles,
      links: before.links,
      custom_fields: before.custom_fields,
    });
    await world.edit(id, { emailaddress1: "hopper@navy.test" }, "seller", "contacts");
    await until("her new address", () => world.personOf(id)!.handles.length === 4);
    expect(world.personOf(id)!.handles).toEqual([
      ...before.handles,
      { source: "email", handle: "hopper@navy.test" },
    ]);
  });

  it("says of a contact without an address or a number what is missing, and syncs it once it is there", async () => {
    const id = await world.contact({ lastname: "Nobody" }, harbor);
    await until("what is missing", () => world.issuesOfContact(id).length > 0);
    expect(world.issuesOfContact(id)).toEqual(["ADDRESS_MISSING"]);
    expect(world.linkOf(id)).toBeUndefined();
    await world.edit(id, { emailaddress1: "no@body.test" }, "seller", "contacts");
    await until("the contact in its account", () => world.accountsOf(id).join() === "Harbor");
    await until("the end of the issue", () => world.issuesOfContact(id).length === 0);
  });

  it("a second run writes nothing", async () => {
    await world.run(world.contactMappingId);
    const writes = () => world.dynamics.front.trace.list().filter(({ method }) => method !== "GET").length;
    const before = writes();
    await world.run(world.contactMappingId);
    expect(writes()).toBe(before);
  });

  it("leaves out a number that another contact has, and says so; everything else is synced", async () => {
    const number = "+49 30 1234567";
    const first = await world.contact({
      lastname: "Desk",
      emailaddress1: "desk@pine.test",
      mobilephone: number,
    });
    await until("the first one", () => world.linkOf(first));
    const second = await world.contact({
      lastname: "Other desk",
      emailaddress1: "other.desk@pine.test",
      mobilephone: number,
    });
    await until("the second one", () => world.linkOf(second));
    expect(world.personOf(second)!.handles).toEqual([{ source: "email", handle: "other.desk@pine.test" }]);
    await until("what was left out", () => world.issuesOfContact(second).length > 0);
    expect(world.issuesOfContact(second)).toEqual(["ADDRESS_TAKEN"]);
  });

  it("deleted in Dynamics, it stays in Front and syncs no longer", async () => {
    const id = await world.contact({ lastname: "Leaver", emailaddress1: "leaver@pine.test" }, pine);
    const { id: person } = await until("the contact", () => world.linkOf(id) && world.personOf(id));
    await world.ask("DELETE", `contacts(${id})`, undefined);
    await until("the end of its link", () => world.linkOf(id)?.wave_linkstatus === SyncStatus.Unlinked);
    expect(world.people.get(person).name).toBe("Leaver");
  });
});
