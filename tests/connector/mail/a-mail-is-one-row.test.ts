import { randomUUID } from "node:crypto";
import { ADA, NylasWorld, SALES } from "../../features/support/nylas-world";
import type { NewMailbox } from "../../../local/sandboxes/nylas";
import { mailIdFor } from "../../../core/ids/record-ids";
import { until } from "../support/connector";

const COLLEAGUE: NewMailbox = { email: "colleague@contoso.example", name: "Colleague", provider: "google" };

describe("the same mail is one row, wherever it is found and whoever logged it", () => {
  let world: NylasWorld;
  const named = (subject: string) => world.mails().filter(({ values }) => values.subject === subject);
  /** Everything that was told is dealt with. */
  const settled = async (marker: string) => {
    world.send({ from: ADA, to: [SALES], subject: marker });
    await world.arrival(marker);
  };

  beforeAll(async () => {
    world = await NylasWorld.start({ mailboxes: [SALES, COLLEAGUE] });
    await world.contact(ADA);
  });
  afterAll(async () => world?.close());

  it("in two mailboxes", async () => {
    world.send({ from: ADA, to: [SALES, COLLEAGUE], subject: "To both" });
    await world.arrival("To both");
    await settled("After both");
    await world.backfill();
    expect(named("To both")).toHaveLength(1);
  });

  it("sent from one mailbox and received in the other: it was sent", async () => {
    world.send({ from: SALES, to: [ADA], cc: [COLLEAGUE], subject: "Sent and received" });
    await world.arrival("Sent and received");
    await settled("After sent");
    expect(named("Sent and received").map(({ values }) => values.directioncode)).toEqual([true]);
  });

  it("one that server-side synchronisation, or the app for Outlook, has put there is taken for it", async () => {
    const id = randomUUID();
    const answer = await world.dynamics.as("admin", "POST", "emails", {
      activityid: id,
      subject: "Tracked in Outlook",
      messageid: "<tracked@acme.example>",
    });
    expect(answer.status).toBe(204);
    const run = await world.backfill();
    world.send({
      ...{ from: ADA, to: [SALES], subject: "Tracked in Outlook", messageId: "<tracked@ACME.example>" },
      date: Math.floor(Date.now() / 1000),
    });
    await settled("After tracked");
    expect(run.counts.failed).toBe(0);
    expect(named("Tracked in Outlook").map((row) => row.id)).toEqual([id]);
    const adaId = world.dynamics.rows("contact").find(({ values }) => values.emailaddress1 === ADA.email)!.id;
    expect(await world.why(adaId)).toContain("It is on a timeline already, from another mailbox or program.");
  });

  it("one that another system has logged under its Message-ID is the same row", async () => {
    const id = mailIdFor("<logged-elsewhere@acme.example>");
    await world.dynamics.as("admin", "POST", "emails", { activityid: id, subject: "Logged elsewhere" });
    world.send({
      from: ADA,
      to: [SALES],
      subject: "Logged elsewhere",
      messageId: "<logged-elsewhere@acme.example>",
    });
    await settled("After elsewhere");
    expect(named("Logged elsewhere").map((row) => row.id)).toEqual([id]);
  });

  it("moved to another folder, which gives it another id at Microsoft", async () => {
    const messageId = world.send({ from: ADA, to: [SALES], subject: "Moved" })!;
    await world.arrival("Moved");
    const mailbox = world.nylas.mailboxes().find(({ grant }) => grant.email === SALES.email)!;
    world.nylas.post.move(mailbox, mailbox.byMessageId(messageId)!, mailbox.folderFor("\\Archive")!);
    await settled("After moved");
    await world.backfill();
    expect(named("Moved")).toHaveLength(1);
  });

  it("without a Message-ID: who wrote what to whom and when tells it apart, also after it was moved", async () => {
    world.send({ from: ADA, to: [SALES], subject: "No id", messageId: null });
    await world.arrival("No id");
    const mailbox = world.nylas.mailboxes().find(({ grant }) => grant.email === SALES.email)!;
    const mail = [...mailbox.newestFirst()].find(({ subject }) => subject === "No id")!;
    world.nylas.post.move(mailbox, mail, mailbox.folderFor("\\Archive")!);
    world.send({ from: ADA, to: [SALES], subject: "No id", body: "<p>Another one</p>", messageId: null });
    await until("the other one", () => named("No id").length === 2);
    await settled("After no id");
    expect(named("No id")).toHaveLength(2);
  });

  it("a row that somebody deleted in Dynamics does not come back", async () => {
    const { id } = await (async () => {
      world.send({ from: ADA, to: [SALES], subject: "Deleted here" });
      return world.arrival("Deleted here");
    })();
    expect((await world.dynamics.as("admin", "DELETE", `emails(${id})`)).status).toBe(204);
    await world.backfill();
    expect(named("Deleted here")).toEqual([]);
  });
});
