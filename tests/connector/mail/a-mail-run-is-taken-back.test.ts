import type { RunView } from "../../../connector/connect/admin-api";
import type { NewMailbox } from "../../../local/sandboxes/nylas";
import { ADA, NylasWorld, SALES } from "../../features/support/nylas-world";
import { ask } from "../support/connector";
import { runToEnd } from "../support/runs";

const COLLEAGUE: NewMailbox = { email: "colleague@contoso.example", name: "Colleague", provider: "google" };
const TAKEN_BACK = "The run that logged it was taken back.";

describe("a run that logged mails is taken back", () => {
  let world: NylasWorld;
  let adaId: string;
  let run: RunView;
  const subjects = () =>
    world
      .mails()
      .map(({ values }) => String(values.subject))
      .sort();
  const look = async (Mode: "preview" | "records", Run = run.id) =>
    (await ask(world.dynamics, "wave_UndoRun", { Run, Mode }, "admin")).result;
  const undo = (runId: string) => runToEnd(world.connector, { kind: "undo", runId });

  beforeAll(async () => {
    world = await NylasWorld.start({ mailboxes: [SALES, COLLEAGUE] });
    adaId = await world.contact(ADA);
    world.send({ from: ADA, to: [SALES], subject: "Before" });
    await world.arrival("Before");
    world.send({ from: ADA, to: [SALES], subject: "One" }, true);
    world.send({ from: ADA, to: [SALES], cc: [COLLEAGUE], subject: "Two, in both mailboxes" }, true);
    world.send({ from: SALES, to: [ADA], subject: "Worked on" }, true);
    world.send({ from: SALES, to: [ADA], subject: "Deleted since" }, true);
    run = await world.backfill();
    expect(run.counts).toMatchObject({ created: 4, failed: 0 });
    const edit = (subject: string, method: "PATCH" | "DELETE", body?: object) =>
      world.dynamics.as("admin", method, `emails(${world.mail(subject).id})`, body);
    const accountId = await world.row("accounts", { name: "Acme" });
    const about = { "regardingobjectid_account@odata.bind": `/accounts(${accountId})` };
    // A closed email is opened for that, and closed again.
    for (const change of [{ statecode: 0, statuscode: 1 }, about, { statecode: 1, statuscode: 3 }])
      expect((await edit("Worked on", "PATCH", change)).status).toBe(204);
    expect((await edit("Deleted since", "DELETE")).status).toBe(204);
  });
  afterAll(async () => world?.close());

  it("what it wrote is told, and what was there before it is not", async () => {
    const { records, runRecords } = await look("records");
    expect(runRecords).toMatchObject({ total: 4, looked: 4, next: null });
    expect(records.map(({ name, outcome }) => [name, outcome])).toEqual(
      expect.arrayContaining([
        ["One", "created"],
        ["Two, in both mailboxes", "created"],
        ["Worked on", "created"],
      ]),
    );
    expect(records.some(({ name }) => name === "Before")).toBe(false);
  });

  it("what would go and what would stay is shown first, and nothing is written", async () => {
    const { counts, records, runRecords } = await look("preview");
    expect(counts).toMatchObject({ updated: 2, skipped: 1, unchanged: 1, failed: 0 });
    expect(runRecords).toMatchObject({ total: 4, looked: 4, deleted: 2 });
    const stays = records.find(({ name }) => name === "Worked on");
    expect(stays?.problem?.code).toBe("CHANGED_SINCE_RUN");
    expect(subjects()).toHaveLength(4);
  });

  it("those that nobody has touched are deleted; what somebody changed since stays, and is told", async () => {
    const undone = await undo(run.id);
    expect(undone).toMatchObject({
      status: "succeededWithWarnings",
      counts: { updated: 2, skipped: 1, unchanged: 1, failed: 0 },
      problem: { code: "CHANGED_SINCE_RUN" },
    });
    expect(subjects()).toEqual(["Before", "Worked on"]);
    const issues = world.dynamics.rows("wave_issue").map(({ values }) => values.wave_code);
    expect(issues).toEqual(["CHANGED_SINCE_RUN"]);
    const again = await world.connector.admin("/runs", { kind: "undo", runId: run.id });
    expect(again.body).toMatchObject({ error: { code: "RUN_ALREADY_UNDONE" } });
  });

  it("whoever looks for one reads why it is not there", async () => {
    expect((await world.why(adaId)).filter((text) => text === TAKEN_BACK).length).toBeGreaterThanOrEqual(3);
  });

  it("no backfill, no event and no other mailbox brings them back", async () => {
    const [mailbox] = world.nylas.mailboxes();
    const mails = [...mailbox!.newestFirst()];
    const one = mails.find(({ subject }) => subject === "One")!;
    const newcomer = world.nylas.connect(
      { email: "new@contoso.example", name: "New", provider: "imap" },
      true,
    );
    newcomer.add({ ...one, id: "copy", threadId: "new-name", folders: [newcomer.folderFor("\\Inbox")!] });
    world.nylas.post.change(mailbox!, one, { unread: false });
    world.send({ from: ADA, to: [SALES], subject: "After" });
    await world.arrival("After");
    const second = await world.backfill();
    expect(second.counts).toMatchObject({ created: 0, updated: 0, failed: 0 });
    expect((await world.run("onDemand")).counts).toMatchObject({ created: 0, failed: 0 });
    expect(subjects()).toEqual(["After", "Before", "Worked on"]);
  });

  it("somebody who asks for a conversation has it again with the next backfill, which can be taken back as well", async () => {
    const { found } = await world.ask("notHere", { Table: "contact", RecordId: adaId });
    const threads = new Set(found!.filter(({ text }) => text === TAKEN_BACK).map(({ thread }) => thread!));
    for (const Query of threads) await world.ask("allowThread", { Query });
    const third = await world.backfill();
    expect(third.counts).toMatchObject({ created: 3, failed: 0 });
    expect(subjects()).toEqual([
      ...["After", "Before", "Deleted since", "One", "Two, in both mailboxes", "Worked on"],
    ]);
    expect((await look("preview", third.id)).counts).toMatchObject({ updated: 3, skipped: 0 });
    expect(await undo(third.id)).toMatchObject({ status: "succeeded", counts: { updated: 3 } });
    expect(subjects()).toEqual(["After", "Before", "Worked on"]);
  });

  it("a run of which nobody knows what it logged is refused in words", async () => {
    const nothing = await world.backfill();
    const refused = await undo(nothing.id);
    expect(refused).toMatchObject({ status: "failed", problem: { code: "RUN_TOO_OLD" } });
    expect((await look("preview", nothing.id)).runRecords).toMatchObject({ total: 0 });
  });
});
