import { randomUUID } from "node:crypto";
import { ADA, NylasWorld, SALES } from "../support/nylas-world";
import type { StoredRow } from "../../../local/dataverse/contracts";

/** https://developer.nylas.com/docs/cookbook/use-cases/sync/sync-dynamics-email/ : its rows and sentences, on the running product. */
describe("what Nylas' page on syncing email to Dynamics 365 promises", () => {
  let world: NylasWorld;
  let adaId: string;
  let accountId: string;
  let received: StoredRow;
  let sent: StoredRow;
  const cc = { email: "sales@customer.example", name: "Sales" };
  const bcc = { email: "archive@customer.example", name: "" };

  beforeAll(async () => {
    world = await NylasWorld.start();
    accountId = await world.row("accounts", { name: "Acme" });
    adaId = await world.contact(ADA, { "parentcustomerid_account@odata.bind": `/accounts(${accountId})` });
    world.send(
      {
        ...{ from: ADA, to: [SALES, cc], subject: "Re: Q2 renewal", date: 1_789_999_900 },
        ...{ body: "<p>Thanks for the call earlier.</p>", messageId: "<renewal@acme.example>" },
      },
      true,
    );
    world.send({ from: SALES, to: [ADA], cc: [cc], bcc: [bcc], subject: "Our offer" }, true);
    await world.backfill();
    received = world.mail("Re: Q2 renewal");
    sent = world.mail("Our offer");
  });
  afterAll(async () => world?.close());

  describe("the seven fields of the table", () => {
    it("subject → subject", () => expect(received.values.subject).toBe("Re: Q2 renewal"));
    it("body → description, as HTML", () =>
      expect(received.values.description).toBe("<p>Thanks for the call earlier.</p>"));
    it("from[].email → sender", () => expect(received.values.sender).toBe(ADA.email));
    it("to[].email → torecipients, delimited by semicolons", () =>
      expect(received.values.torecipients).toBe(`${SALES.email};${cc.email};`));
    it("direction → directioncode: false incoming, true outgoing", () =>
      expect([received.values.directioncode, sent.values.directioncode]).toEqual([false, true]));
    it("date → actualend", () => expect(received.values.actualend).toMatch(/^2026-09-21T14:11:40/));
    it("message id → the row's own id and messageid: the same message again is the same row", async () => {
      expect(received.values.messageid).toBe("<renewal@acme.example>");
      await world.backfill();
      expect(world.mail("Re: Q2 renewal").id).toBe(received.id);
    });
  });

  it("regardingobjectid links the activity to the contact it concerns", () =>
    expect([world.regarding(received), world.regarding(sent)]).toEqual([adaId, adaId]));

  it("or to the account, where that is what an admin chose", async () => {
    await world.policy({ regarding: "account" });
    world.send({ from: ADA, to: [SALES], subject: "About the account" });
    expect(world.regarding(await world.arrival("About the account"))).toBe(accountId);
    await world.policy({});
  });

  it("the parties: mask 1 sender, 2 To, 3 CC, 4 BCC; existing records or raw addresses", () => {
    const sales = world.user(SALES.email);
    expect([world.parties(received.id, "from"), world.parties(received.id, "to")]).toEqual([
      [adaId],
      [sales, cc.email],
    ]);
    expect((["from", "to", "cc", "bcc"] as const).map((role) => world.parties(sent.id, role))).toEqual([
      [sales],
      [adaId],
      [cc.email],
      [bcc.email],
    ]);
  });

  it("statecode is Completed: Received or Sent, no pending task", () =>
    expect([received, sent].map(({ values }) => [values.statecode, values.statuscode])).toEqual([
      [1, 4],
      [1, 3],
    ]));

  it("new mail flows in within seconds by webhook, and a redelivered event makes no duplicate", async () => {
    world.send({ from: ADA, to: [SALES], subject: "In real time" });
    await world.arrival("In real time");
    world.nylas.tellHistory(world.nylas.mailboxes()[0]!);
    world.send({ from: ADA, to: [SALES], subject: "After it" });
    await world.arrival("After it");
    expect(world.mail("In real time")).toBeDefined();
  });

  it("the signature is checked before anything is believed", async () => {
    const { eventsUrl } = world.connection;
    const body = JSON.stringify({
      ...{ specversion: "1.0", type: "message.created", id: randomUUID() },
      data: { object: { id: "x", grant_id: "y" } },
    });
    const post = (signature?: string) =>
      fetch(eventsUrl, {
        method: "POST",
        body,
        headers: signature ? { "x-nylas-signature": signature } : {},
      });
    expect((await post()).status).toBe(401);
    expect((await post("0".repeat(64))).status).toBe(401);
  });

  it("the challenge is given back as it came, as plain text", async () => {
    const answer = await fetch(`${world.connection.eventsUrl}?challenge=abc-123`);
    expect([answer.status, await answer.text()]).toEqual([200, "abc-123"]);
    expect(answer.headers.get("content-type")).toContain("text/plain");
    expect(
      (await fetch(`${world.connection.eventsUrl}?challenge=${encodeURIComponent("<b> </b>")}`)).status,
    ).toBe(404);
  });

  it("messageid is checked before inserting: what the app for Outlook has tracked is not promoted twice", async () => {
    await world.dynamics.as("admin", "POST", "emails", {
      ...{ activityid: randomUUID(), subject: "Tracked", messageid: "<outlook@acme.example>" },
    });
    world.send({ from: ADA, to: [SALES], subject: "Tracked", messageId: "<outlook@acme.example>" });
    world.send({ from: ADA, to: [SALES], subject: "After tracked" });
    await world.arrival("After tracked");
    expect(world.mail("Tracked")).toBeDefined();
  });

  it("a person's choice of what a conversation is about holds for the mails that follow", async () => {
    const first = world.send({ from: ADA, to: [SALES], subject: "Deal" })!;
    const { id } = await world.arrival("Deal");
    const choice = { "regardingobjectid_account@odata.bind": `/accounts(${accountId})` };
    // A closed email is opened for that, and closed again.
    for (const change of [{ statecode: 0, statuscode: 1 }, choice, { statecode: 1, statuscode: 4 }])
      expect((await world.dynamics.as("admin", "PATCH", `emails(${id})`, change)).status).toBe(204);
    expect(world.regarding(world.mail("Deal"))).toBe(accountId);
    world.send({ from: ADA, to: [SALES], subject: "Re: Deal", answers: first });
    expect(world.regarding(await world.arrival("Re: Deal"))).toBe(accountId);
  });

  it("two contacts with one address both take part, and nobody is guessed to be meant", async () => {
    const shared = { email: "office@shared.example", name: "The Office" };
    const ids = [await world.contact(shared), await world.contact({ ...shared, name: "Office Two" })];
    world.send({ from: shared, to: [SALES], subject: "From an office" });
    const mail = await world.arrival("From an office");
    expect([...world.parties(mail.id, "from")].sort()).toEqual(ids.sort());
    expect(world.regarding(mail)).toBeNull();
  });
});
