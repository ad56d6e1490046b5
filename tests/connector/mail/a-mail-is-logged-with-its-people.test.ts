import { ADA, BOB, NylasWorld, SALES } from "../../features/support/nylas-world";

describe("a mail is logged on the timeline of whom it is about, with everybody in it", () => {
  let world: NylasWorld;
  let adaId: string;
  const stranger = { email: "someone@elsewhere.example", name: "" };

  beforeAll(async () => {
    world = await NylasWorld.start();
    adaId = await world.contact(ADA);
    world.send(
      {
        ...{ from: ADA, to: [SALES], cc: [stranger, BOB], subject: "Came in", date: 1_789_999_900 },
        body: `<p onclick="x()">Hello<script>alert(1)</script><img src="https://track.example/p.gif" width="1"></p>`,
      },
      true,
    );
    world.send({ from: SALES, to: [ADA], subject: "Went out", date: 1_789_999_990 }, true);
  });
  afterAll(async () => world?.close());

  it("what the mailboxes hold is logged when an admin starts it, each mail once", async () => {
    const run = await world.backfill();
    expect([run.status, run.counts]).toEqual([
      "succeeded",
      expect.objectContaining({ created: 2, failed: 0 }),
    ]);
    expect(world.mails()).toHaveLength(2);
  });

  it("one that came in: received, from the contact to the user, about the contact", () => {
    const mail = world.mail("Came in");
    expect(mail.values).toMatchObject({
      description: "<p>Hello</p>",
      sender: ADA.email,
      // As Microsoft writes it.
      torecipients: `${SALES.email};`,
      directioncode: false,
      statecode: 1,
      statuscode: 4,
      actualend: expect.stringContaining("2026-09-21"),
    });
    expect(world.regarding(mail)).toBe(adaId);
    expect(world.parties(mail.id, "from")).toEqual([adaId]);
    expect(world.parties(mail.id, "to")).toEqual([world.user(SALES.email)]);
    expect(world.parties(mail.id, "cc")).toEqual([stranger.email, BOB.email]);
  });

  it("one that went out: sent, from the user to the contact, about the contact", () => {
    const mail = world.mail("Went out");
    expect(mail.values).toMatchObject({ directioncode: true, statecode: 1, statuscode: 3 });
    expect(world.regarding(mail)).toBe(adaId);
    expect(world.parties(mail.id, "from")).toEqual([world.user(SALES.email)]);
    expect(world.parties(mail.id, "to")).toEqual([adaId]);
  });

  it("one that arrives now is there within seconds", async () => {
    world.send({ from: ADA, to: [SALES], subject: "Just now" });
    expect(world.regarding(await world.arrival("Just now"))).toBe(adaId);
  });

  it("looked through again, nothing is written", async () => {
    const before = world.mails().length;
    const run = await world.backfill();
    expect(run.counts).toMatchObject({ created: 0, updated: 0, failed: 0, unchanged: 3 });
    expect(world.mails()).toHaveLength(before);
  });
});
