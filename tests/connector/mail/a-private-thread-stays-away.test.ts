import { ADA, NylasWorld, SALES } from "../../features/support/nylas-world";
import type { NewMailbox } from "../../../local/sandboxes/nylas";
import { ask } from "../support/connector";

const COLLEAGUE: NewMailbox = { email: "colleague@contoso.example", name: "Colleague", provider: "google" };

describe("a conversation that somebody makes private leaves timelines and never comes back", () => {
  let world: NylasWorld;
  let adaId: string;
  let first: string;
  const ofThread = () => world.mails().filter(({ values }) => String(values.subject).startsWith("Health"));

  beforeAll(async () => {
    world = await NylasWorld.start({ mailboxes: [SALES, COLLEAGUE] });
    adaId = await world.contact(ADA);
    first = world.send({ from: ADA, to: [SALES], subject: "Health" })!;
    await world.arrival("Health");
    world.send({ from: SALES, to: [ADA], subject: "Health 2", answers: first });
    await world.arrival("Health 2");
  });
  afterAll(async () => world?.close());

  it("all of its mails are taken away", async () => {
    const { removed } = await world.ask(
      "neverThread",
      { Table: "email", RecordId: world.mail("Health 2").id },
      "admin",
    );
    expect(removed).toBe(2);
    expect(ofThread()).toEqual([]);
  });

  it("no backfill, no answer to it, and no other mailbox brings it back", async () => {
    world.send({ from: ADA, to: [SALES], cc: [COLLEAGUE], subject: "Health 3", answers: first });
    await world.backfill();
    world.send({ from: ADA, to: [SALES], subject: "Something else" });
    await world.arrival("Something else");
    await world.backfill();
    expect(ofThread()).toEqual([]);
  });

  it("nor does a mailbox that is new, and has a name of its own for it that one of its mails alone shows", async () => {
    const [known] = [...world.nylas.mailboxes()[0]!.newestFirst()].filter(
      ({ subject }) => subject === "Health",
    );
    const mailbox = world.nylas.connect(
      { email: "new@contoso.example", name: "New", provider: "imap" },
      true,
    );
    const copy = { ...known!, threadId: "new-name", folders: [mailbox.folderFor("\\Inbox")!] };
    mailbox.add({ ...copy, id: "copy" });
    mailbox.add({
      ...{ ...copy, id: "beside", references: [], messageId: "<beside@acme.example>" },
      subject: "Health beside",
    });
    expect((await world.backfill()).status).toBe("succeeded");
    expect(ofThread()).toEqual([]);
  });

  it("whoever has the mailbox reads why, and nobody else", async () => {
    expect(await world.why(adaId)).toContain("Somebody has made this conversation private.");
    const { found } = await world.ask("notHere", { Table: "contact", RecordId: adaId }, "admin");
    expect(found!.map(({ text }) => text)).not.toContain("Somebody has made this conversation private.");
  });

  it("who did not make it private may not undo that; who did, may", async () => {
    const { found } = await world.ask("notHere", { Table: "contact", RecordId: adaId });
    const { thread } = found!.find((each) => each.thread !== undefined)!;
    const refused = await ask(world.dynamics, "wave_Mail", { Action: "allowThread", Query: thread });
    expect([refused.status, refused.code]).toEqual(["failed", "RECORD_NOT_WRITABLE"]);
    await world.ask("allowThread", { Query: thread! }, "admin");
    await world.backfill();
    expect(
      ofThread()
        .map(({ values }) => values.subject)
        .sort(),
    ).toEqual(["Health", "Health 2", "Health 3", "Health beside"]);
  });

  it("a person without a look at the mail's row can do nothing with it", async () => {
    const refused = await ask(world.dynamics, "wave_Mail", {
      ...{ Action: "neverThread", Table: "email", RecordId: "0b9a3c1e-6d52-4a7f-9c18-2f64b7e0d3a5" },
    });
    expect([refused.status, refused.code]).toEqual(["failed", "RECORD_NOT_FOUND"]);
  });
});
