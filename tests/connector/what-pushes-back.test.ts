import { randomUUID } from "node:crypto";
import { IssueStatus, SyncStatus } from "../../core/generated/schema";
import { ask, connectTo, importAll, operate, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { waveContact } from "./support/engine";
import { linkOf, rowOf, runToEnd } from "./support/runs";
import { withoutEvents } from "./support/without-events";

const NOT_AT_ALL_SOON = "120";

/** Wave, Dynamics, or somebody who types says no: the person reads why, and what she did is not lost. */
describe("what pushes back", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const row = (id: string) => dynamics.platform.dataverse.get("contact", id)!;
  const openIssues = (code: string) =>
    dynamics
      .rows("wave_issue")
      .filter(({ values }) => values.wave_code === code && values.wave_issuestatus === IssueStatus.Open);
  const issueAbout = (code: string, waveId: string) =>
    openIssues(code).find(({ values }) => values.wave_externalid === waveId);
  const edit = async (id: string, values: object) =>
    expect((await dynamics.as("seller", "PATCH", `contacts(${id})`, values)).status).toBe(204);
  const newContact = async (values: object) => {
    const id = randomUUID();
    const { status } = await dynamics.as("seller", "POST", "contacts", { contactid: id, ...values });
    expect(status).toBe(204);
    return id;
  };

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(["slow", "busy", "parked"].map((id) => waveContact(id)));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
    await importAll(connector);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  afterEach(() => dynamics.wave.faults.clear());

  it("Wave asks to wait longer than a person would: she is told, nobody else is, and trying again works", async () => {
    const { id } = rowOf(dynamics, "slow")!;
    await edit(id, { jobtitle: "Head of Purchasing" });
    dynamics.wave.faults.set({ throttle: { next: 1_000, retryAfter: NOT_AT_ALL_SOON } });
    const done = await operate(dynamics, "wave_Push", { ids: [id] });
    expect(done).toMatchObject({
      status: "failed",
      code: "SYSTEM_THROTTLED",
      message: expect.stringMatching(/Wave/),
      nextStep: expect.stringMatching(/\w+/),
      result: { counts: { failed: 1 } },
    });
    // It is no trouble of this contact's.
    expect(openIssues("SYSTEM_THROTTLED")).toEqual([]);
    expect(linkOf(dynamics, "slow")!.values.wave_linkstatus).toBe(SyncStatus.InSync);
    expect(row(id).values.jobtitle).toBe("Head of Purchasing");
    dynamics.wave.faults.clear();
    expect(await operate(dynamics, "wave_Push", { ids: [id] })).toMatchObject({ status: "succeeded" });
    expect(dynamics.wave.store.get("slow").jobTitle).toBe("Head of Purchasing");
  });

  it("somebody changes the row faster than it is synced: nothing of hers is overwritten", async () => {
    const { id } = rowOf(dynamics, "busy")!;
    dynamics.wave.store.update("busy", { website: "https://busy.example" });
    await edit(id, { jobtitle: "0" });
    const { faults } = dynamics.wave;
    const before = faults.before.bind(faults);
    let edits = 0;
    // Wave is written between the reading and the writing of the row: then, each time.
    faults.before = async (method) => {
      if (method !== "GET") await edit(id, { jobtitle: String(++edits) });
      return before(method);
    };
    const sync = () =>
      ask(dynamics, "wave_Resolve", { Table: "contact", RecordId: id, Decision: '{"kind":"retry"}' });
    try {
      const done = await sync();
      expect(done).toMatchObject({
        status: "failed",
        code: "RECORD_BUSY",
        message: expect.stringMatching(/\w+/),
        nextStep: expect.stringMatching(/\w+/),
      });
    } finally {
      faults.before = before;
    }
    expect(edits).toBeGreaterThan(1);
    expect(row(id).values.jobtitle).toBe(String(edits));
    expect(openIssues("RECORD_BUSY")).toEqual([]);
    expect(await sync()).toMatchObject({ status: "succeeded" });
    expect(dynamics.wave.store.get("busy").jobTitle).toBe(String(edits));
    expect(row(id).values).toMatchObject({
      jobtitle: String(edits),
      websiteurl: "https://busy.example",
      wave_syncstatus: SyncStatus.InSync,
    });
  });

  it("the row carries another product's ID: it is joined, the ID stays, and its owner is told", async () => {
    const theirs = "otherproduct_4711";
    const id = await newContact({
      firstname: "Ines",
      lastname: "Marked",
      emailaddress1: "ines.marked@example.com",
      externaluseridentifier: theirs,
    });
    const emails = [{ value: "ines.marked@example.com", primary: true }];
    dynamics.wave.store.load([waveContact("marked", { lastName: "Marked", emails })]);
    await importAll(connector);
    expect(linkOf(dynamics, "marked")!.values.wave_recordid).toBe(id);
    expect(row(id).values).toMatchObject({ externaluseridentifier: theirs, jobtitle: "Buyer" });
    const issue = issueAbout("EXTERNAL_ID_TAKEN", "marked")!;
    expect(issue.values).toMatchObject({
      wave_code: "EXTERNAL_ID_TAKEN",
      wave_contact: expect.objectContaining({ id }),
      wave_nextstep: expect.stringMatching(/\w+/),
    });
    expect(issue.values.ownerid).toEqual(row(id).values.ownerid);
    // Whoever removes it has it set right by the next sync.
    await edit(id, { externaluseridentifier: null });
    await operate(dynamics, "wave_Pull", { ids: [id] });
    expect(row(id).values.externaluseridentifier).toBe("wavecnct_marked");
    expect(issueAbout("EXTERNAL_ID_TAKEN", "marked")).toBeUndefined();
  });

  it("a key of the customer's own says that there is such a row: none is made, and the rest of the run is done", async () => {
    await addKey("new_email", "emailaddress1");
    const address = "shared@example.com";
    await newContact({ firstname: "Somebody", lastname: "Else", emailaddress1: address });
    dynamics.wave.store.load([
      waveContact("doubled", { lastName: "Doubled", emails: [{ value: address, primary: true }] }),
      waveContact("beside", { lastName: "Beside" }),
    ]);
    const rows = dynamics.rows("contact").length;
    const run = await importAll(connector);
    expect(run.counts).toMatchObject({ created: 1, failed: 1 });
    expect(rowOf(dynamics, "beside")).toBeDefined();
    expect(dynamics.rows("contact")).toHaveLength(rows + 1);
    const issue = issueAbout("DUPLICATE_ROW", "doubled")!;
    expect(issue.values).toMatchObject({
      wave_code: "DUPLICATE_ROW",
      wave_message: expect.stringMatching(/No record was created/),
      wave_nextstep: expect.stringMatching(/\w+/),
    });
    expect(dynamics.wave.store.get("doubled").lastName).toBe("Doubled");
    // Somebody puts it right in Wave, and answers the issue.
    dynamics.wave.store.update("doubled", { emails: [{ value: "own@example.com", primary: true }] });
    const again = { Issue: issue.id, Decision: JSON.stringify({ kind: "retry" }) };
    expect(await ask(dynamics, "wave_Resolve", again, "admin")).toMatchObject({ status: "succeeded" });
    expect(rowOf(dynamics, "doubled")!.values.emailaddress1).toBe("own@example.com");
    expect(openIssues("DUPLICATE_ROW")).toEqual([]);
  });

  it("Wave refuses the same twice: the record is set aside, until somebody answers the issue", async () => {
    const { id } = rowOf(dynamics, "parked")!;
    await edit(id, { jobtitle: "Refused" });
    dynamics.wave.faults.set({ fail: { next: 1_000, status: 422, writesOnly: true } });
    await runToEnd(connector, { kind: "reconcile" });
    await runToEnd(connector, { kind: "reconcile" });
    expect(linkOf(dynamics, "parked")!.values).toMatchObject({
      wave_linkstatus: SyncStatus.Parked,
      wave_code: "PARKED",
    });
    dynamics.wave.faults.clear();
    await runToEnd(connector, { kind: "reconcile" });
    expect(dynamics.wave.store.get("parked").jobTitle).toBe("Buyer");
    const issue = issueAbout("PARKED", "parked")!;
    const again = { Issue: issue.id, Decision: JSON.stringify({ kind: "retry" }) };
    // The row is hers, and so is its issue.
    expect(await ask(dynamics, "wave_Resolve", again)).toMatchObject({ status: "succeeded", code: null });
    expect(dynamics.wave.store.get("parked").jobTitle).toBe("Refused");
    expect(issueAbout("PARKED", "parked")).toBeUndefined();
    expect(linkOf(dynamics, "parked")!.values.wave_linkstatus).toBe(SyncStatus.InSync);
  });

  /** An alternate key on contact, as an admin adds one. */
  async function addKey(name: string, column: string): Promise<void> {
    const { status, body } = await dynamics.as(
      "admin",
      "POST",
      "EntityDefinitions(LogicalName='contact')/Keys",
      { SchemaName: name, LogicalName: name, KeyAttributes: [column], DisplayName: label(name) },
    );
    if (status !== 204) throw new Error(`The key was refused: ${JSON.stringify(body)}`);
    await dynamics.platform.drain();
  }
});

const label = (text: string) => ({ LocalizedLabels: [{ Label: text, LanguageCode: 1033 }] });
