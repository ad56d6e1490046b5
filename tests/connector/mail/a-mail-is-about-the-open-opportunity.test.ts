import { ADA, BOB, NylasWorld, SALES } from "../../features/support/nylas-world";

const CAROL = { email: "carol@solo.example", name: "Carol Solo" };

describe("where the mapping says so, a mail is about the only open opportunity of whom it is from", () => {
  let world: NylasWorld;
  let acmeId: string;
  let adaId: string;
  let carolId: string;
  let sent = 0;

  /** Whom a mail of this person is about, by a backfill. */
  async function about(from: typeof ADA): Promise<string | null> {
    const subject = `Mail ${++sent}`;
    world.send({ from, to: [SALES], subject }, true);
    expect((await world.backfill()).counts).toMatchObject({ created: 1, failed: 0 });
    return world.regarding(world.mail(subject));
  }
  const opportunity = (name: string, of: object) => world.row("opportunities", { name, ...of });
  const ofContact = (id: string) => ({
    "customerid_contact@odata.bind": `/contacts(${id})`,
    "parentcontactid@odata.bind": `/contacts(${id})`,
  });
  const close = async (id: string, change: object) =>
    expect((await world.dynamics.as("admin", "PATCH", `opportunities(${id})`, change)).status).toBe(204);

  beforeAll(async () => {
    world = await NylasWorld.start();
    acmeId = await world.row("accounts", { name: "Acme" });
    const atAcme = { "parentcustomerid_account@odata.bind": `/accounts(${acmeId})` };
    adaId = await world.contact(ADA, atAcme);
    await world.contact(BOB, atAcme);
    carolId = await world.contact(CAROL);
    await world.policy({ regarding: "opportunity" });
  });
  afterAll(async () => world?.close());

  it("there is none: the contact, as ever", async () => {
    expect(await about(ADA)).toBe(adaId);
  });

  it("the contact's own stands before her account's", async () => {
    const acmes = await opportunity("Acme's", { "customerid_account@odata.bind": `/accounts(${acmeId})` });
    expect(await about(BOB)).toBe(acmes);
    const adas = await opportunity("Ada's", {
      "customerid_account@odata.bind": `/accounts(${acmeId})`,
      "parentcontactid@odata.bind": `/contacts(${adaId})`,
    });
    expect(await about(ADA)).toBe(adas);
    // Of two that are open at Acme, none is guessed.
    expect(world.regarding(world.mail(`Mail ${sent}`))).toBe(adas);
    const bob = world.dynamics.rows("contact").find(({ values }) => values.emailaddress1 === BOB.email)!;
    expect(await about(BOB)).toBe(bob.id);
  });

  it("one that is won or lost is not meant", async () => {
    const won = await opportunity("Won", ofContact(carolId));
    await close(won, { statecode: 1, statuscode: 3 });
    expect(await about(CAROL)).toBe(carolId);
    const open = await opportunity("Open", ofContact(carolId));
    expect(await about(CAROL)).toBe(open);
    await opportunity("Another", ofContact(carolId));
    expect(await about(CAROL)).toBe(carolId);
  });

  it("where the mapping says nothing of it, the contact is meant", async () => {
    await world.policy({});
    expect(await about(ADA)).toBe(adaId);
  });
});
