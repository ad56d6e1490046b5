import {
  SAMPLE_ACCOUNTS,
  SAMPLE_CONTACTS,
  SAMPLE_FRONT_ACCOUNTS,
  SAMPLE_FRONT_CONTACTS,
  type SampleContact,
} from "../../../local/samples";
import { until } from "../../connector/support/connector";
import { FrontWorld } from "../support/front-world";

// The contacts that the demo begins with: what becomes of each once contacts are synced is what the sample says.

const CODES: Readonly<Partial<Record<SampleContact["becomes"], string>>> = {
  numberTaken: "ADDRESS_TAKEN",
  addressMissing: "ADDRESS_MISSING",
};

describe("the contacts of the demo", () => {
  let world: FrontWorld;
  const before = new Set<string>();

  beforeAll(async () => {
    world = await FrontWorld.start();
    for (const account of SAMPLE_FRONT_ACCOUNTS) world.front.create(account);
    for (const contact of SAMPLE_FRONT_CONTACTS) before.add(world.people.create(contact).id);
    for (const { becomes: _becomes, ...account } of SAMPLE_ACCOUNTS)
      await world.ask("POST", "accounts", account, "seller");
    for (const { account, becomes: _becomes, ...contact } of SAMPLE_CONTACTS) {
      const worksFor = { "parentcustomerid_account@odata.bind": `/accounts(${account})` };
      await world.ask("POST", "contacts", { ...contact, ...worksFor }, "seller");
    }
    await world.run();
    await world.switchOnContacts();
    await until(
      "the mapping to be known",
      async () => (await world.tryToRun(world.contactMappingId)) === 202,
    );
    await until("the run", async () => world.linkOf(SAMPLE_CONTACTS.at(-1)!.contactid));
    await world.runOnce(world.contactMappingId);
  });
  afterAll(() => world?.close());

  it.each(SAMPLE_CONTACTS.map((contact) => [`${contact.firstname} ${contact.lastname}`, contact] as const))(
    "%s",
    (_name, { account, becomes, contactid: id, lastname }) => {
      const code = CODES[becomes];
      expect(world.issuesOfContact(id)).toEqual(code ? [code] : []);
      expect(world.linkOf(id) === undefined).toBe(becomes === "addressMissing");
      if (becomes === "addressMissing") return;
      const person = world.personOf(id)!;
      expect(before.has(person.id)).toBe(becomes === "joinedByAddress");
      expect(person.name).toContain(lastname);
      const own = becomes === "withoutAccount" ? [] : [world.inFront(account).name];
      expect(world.accountsOf(id)).toEqual(own);
    },
  );

  it("have companions in five languages, each in an account", () => {
    const inAccounts = SAMPLE_CONTACTS.filter(({ contactid }) => world.accountsOf(contactid).length > 0);
    expect(inAccounts.length).toBeGreaterThanOrEqual(9);
  });

  it("who only Front has stays there as she is", () => {
    expect(world.people.get("alt:email:hello@only-in-front.example").name).toBe("Only in Front");
  });
});
