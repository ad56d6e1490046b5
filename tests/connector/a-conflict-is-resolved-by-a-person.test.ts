import { IssueStatus, SyncStatus } from "../../core/generated/schema";
import { parseIssueDetails } from "../../core/issues/details";
import type { Decision } from "../../core/operation/decision";
import { SAMPLE_OWNERS } from "../../local/samples";
import { eventually } from "../support/eventually";
import { ask, connectTo, importAll, operate, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { waveContact } from "./support/engine";
import { asking } from "./support/policies";
import { withoutEvents } from "./support/without-events";

const SELLER = "seller@contoso.example";
const COLLEAGUE = SAMPLE_OWNERS.find((owner) => owner.inDynamics === "enabled")!.email;

/** Both sides changed the job title differently, and the mapping's line asks. */
describe("a conflict", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const rowOf = (waveId: string) =>
    dynamics.rows("contact").find((row) => row.values.externaluseridentifier === `wavecnct_${waveId}`)!;
  const issueOf = (waveId: string) =>
    dynamics
      .rows("wave_issue")
      .find((issue) => issue.values.wave_externalid === waveId && issue.values.wave_code === "CONFLICT")!;
  const linkOf = (waveId: string) =>
    dynamics.rows("wave_link").find((link) => link.values.wave_externalid === waveId)!;
  const resolve = (subject: object, decision: Decision, more: object = {}) =>
    ask(dynamics, "wave_Resolve", { ...subject, Decision: JSON.stringify(decision), ...more });

  async function conflict(waveId: string): Promise<string> {
    const { id } = rowOf(waveId);
    await dynamics.as("seller", "PATCH", `contacts(${id})`, { jobtitle: "Head of Purchasing" });
    dynamics.wave.store.update(waveId, { jobTitle: "Astronaut", lastName: `Byron ${waveId}` });
    const told = await operate(dynamics, "wave_Pull", { ids: [id] });
    expect(told).toMatchObject({ code: "CONFLICT", result: { counts: { conflict: 1 } } });
    return id;
  }

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(
      ["system", "dataverse", "byRecord", "twice", "wrong", "ignored", "retried"].map((id) =>
        waveContact(id),
      ),
    );
    dynamics.wave.store.load([waveContact("notHers", { assignedTo: { email: COLLEAGUE } })]);
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await asking(dynamics);
    // A mapping is read anew when the environment is connected again.
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
    await importAll(connector);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("shows both values and what can be decided, to the owner of the record", async () => {
    await conflict("system");
    const { values } = issueOf("system");
    expect(values.wave_nextstep).toMatch(/Select the value to keep for each field/);
    const details = parseIssueDetails(values.wave_details as string)!;
    expect(details.decisions).toEqual(["fields", "retry", "ignore"]);
    expect(details.fields).toEqual([
      expect.objectContaining({ label: "Job Title", dataverse: "Head of Purchasing", system: "Astronaut" }),
    ]);
    expect(values.ownerid).toMatchObject({ id: (rowOf("system").values.ownerid as { id: string }).id });
    const seen = await dynamics.as("seller", "GET", `wave_issues(${issueOf("system").id})`);
    expect(seen.status).toBe(200);
  });

  it("ends with Wave's value on both sides where the person chooses it", async () => {
    const issue = issueOf("system");
    const line = parseIssueDetails(issue.values.wave_details as string)!.fields![0]!.line;
    const done = await resolve({ Issue: issue.id }, { kind: "fields", fields: { [line]: "system" } });
    expect(done).toMatchObject({ status: "succeeded", code: null, result: { counts: { updated: 1 } } });
    expect(done.result.records[0]!.fields!.find((field) => field.line === line)).toMatchObject({
      reason: "decided",
    });
    expect(rowOf("system").values).toMatchObject({
      jobtitle: "Astronaut",
      wave_syncstatus: SyncStatus.InSync,
    });
    expect(dynamics.wave.store.get("system").jobTitle).toBe("Astronaut");
    expect(issueOf("system").values.wave_issuestatus).toBe(IssueStatus.Resolved);
    const seller = dynamics.rows("systemuser").find((user) => user.values.domainname === SELLER);
    expect(rowOf("system").values.modifiedby).toMatchObject({ id: seller!.id });
  });

  it("ends with Dynamics' value on both sides where the person chooses that", async () => {
    await conflict("dataverse");
    const issue = issueOf("dataverse");
    const line = parseIssueDetails(issue.values.wave_details as string)!.fields![0]!.line;
    const done = await resolve({ Issue: issue.id }, { kind: "fields", fields: { [line]: "dataverse" } });
    expect(done.status).toBe("succeeded");
    expect(dynamics.wave.store.get("dataverse").jobTitle).toBe("Head of Purchasing");
    expect(rowOf("dataverse").values).toMatchObject({
      jobtitle: "Head of Purchasing",
      lastname: "Byron dataverse",
    });
    // And it is over: a further sync finds nothing to do.
    const again = await operate(dynamics, "wave_Pull", { ids: [rowOf("dataverse").id] });
    expect(again.result.counts).toMatchObject({ unchanged: 1 });
  });

  it("is decided from the record's form, without naming the issue", async () => {
    const id = await conflict("byRecord");
    const fields = parseIssueDetails(issueOf("byRecord").values.wave_details as string)!.fields!;
    const done = await resolve(
      { Table: "contact", RecordId: id },
      { kind: "fields", fields: { [fields[0]!.line]: "system" } },
    );
    expect(done.status).toBe("succeeded");
    expect(rowOf("byRecord").values.jobtitle).toBe("Astronaut");
    expect(issueOf("byRecord").values.wave_issuestatus).toBe(IssueStatus.Resolved);
    const { body } = await dynamics.as("seller", "GET", `wave_operations(${done.id})`);
    expect(body).toMatchObject({ _wave_contact_value: id, wave_table: "contact" });
  });

  it("is decided once: of two answers at the same time one wins, and the other person is told", async () => {
    await conflict("twice");
    const issue = issueOf("twice");
    const line = parseIssueDetails(issue.values.wave_details as string)!.fields![0]!.line;
    const answers = await Promise.all([
      resolve({ Issue: issue.id }, { kind: "fields", fields: { [line]: "system" } }),
      resolve({ Issue: issue.id }, { kind: "fields", fields: { [line]: "dataverse" } }, { Language: 1031 }),
    ]);
    const won = answers.find((each) => each.status === "succeeded")!;
    const lost = answers.find((each) => each !== won)!;
    expect(lost).toMatchObject({ status: "failed", code: "ISSUE_ALREADY_RESOLVED" });
    const winner = won === answers[0] ? "Astronaut" : "Head of Purchasing";
    expect(rowOf("twice").values.jobtitle).toBe(winner);
    expect(dynamics.wave.store.get("twice").jobTitle).toBe(winner);
  });

  it("is not decided by an answer that does not fit, and nothing is written", async () => {
    await conflict("wrong");
    const issue = issueOf("wrong");
    const before = rowOf("wrong").version;
    for (const decision of [
      { kind: "fields", fields: { noSuchLine: "system" } },
      { kind: "link", recordId: rowOf("system").id },
    ] as const) {
      const done = await resolve({ Issue: issue.id }, decision, { Language: 1031 });
      expect(done).toMatchObject({ status: "failed", code: "DECISION_NOT_POSSIBLE" });
      expect(done.message).toMatch(/Diese Antwort ist nicht/);
    }
    expect(rowOf("wrong").version).toBe(before);
    expect(issueOf("wrong").values.wave_issuestatus).toBe(IssueStatus.Open);
  });

  it("that is ignored is left alone by runs, until a person asks again", async () => {
    await conflict("ignored");
    const issue = issueOf("ignored");
    expect((await resolve({ Issue: issue.id }, { kind: "ignore" })).status).toBe("succeeded");
    expect(issueOf("ignored").values.wave_issuestatus).toBe(IssueStatus.Ignored);
    // Whether both sides hold the same, nobody knows from now on: it is shown as set aside, on the row and on its link.
    await eventually(
      "the row and its link to be shown as set aside",
      () =>
        rowOf("ignored").values.wave_syncstatus === SyncStatus.Parked &&
        linkOf("ignored").values.wave_linkstatus === SyncStatus.Parked,
    );
    dynamics.wave.store.update("ignored", { lastName: "Changed" });
    const before = rowOf("ignored").version;
    await importAll(connector);
    expect(rowOf("ignored").version).toBe(before);
    expect(issueOf("ignored").values.wave_issuestatus).toBe(IssueStatus.Ignored);

    const done = await resolve({ Issue: issue.id }, { kind: "retry" });
    expect(done).toMatchObject({ code: "CONFLICT" });
    expect(rowOf("ignored").values.lastname).toBe("Changed");
    expect(issueOf("ignored").values.wave_issuestatus).toBe(IssueStatus.Open);
  });

  it("that somebody has put right in the meantime goes away by trying again", async () => {
    const id = await conflict("retried");
    await dynamics.as("seller", "PATCH", `contacts(${id})`, { jobtitle: "Astronaut" });
    const done = await resolve({ Issue: issueOf("retried").id }, { kind: "retry" });
    expect(done).toMatchObject({ status: "succeeded", code: null });
    expect(issueOf("retried").values.wave_issuestatus).toBe(IssueStatus.Resolved);
    expect(rowOf("retried").values.wave_syncstatus).toBe(SyncStatus.InSync);
  });

  it("is not decided by somebody who may read the row and not write it: nothing is written, and it stays open", async () => {
    const { id } = rowOf("notHers");
    await dynamics.as("admin", "PATCH", `contacts(${id})`, { jobtitle: "Head of Purchasing" });
    dynamics.wave.store.update("notHers", { jobTitle: "Astronaut" });
    await operate(dynamics, "wave_Pull", { ids: [id], as: "admin" });
    const issue = issueOf("notHers");
    const line = parseIssueDetails(issue.values.wave_details as string)!.fields![0]!.line;
    const seller = dynamics.rows("systemuser").find(({ values }) => values.domainname === SELLER)!;
    // Her colleague handed her the issue, and not the record.
    const share = { "ownerid@odata.bind": `/systemusers(${seller.id})` };
    await dynamics.as("admin", "PATCH", `wave_issues(${issue.id})`, share);
    expect((await dynamics.as("seller", "GET", `contacts(${id})`)).status).toBe(200);
    const before = { row: rowOf("notHers"), wave: dynamics.wave.store.get("notHers") };
    for (const about of [{ Issue: issue.id }, { Table: "contact", RecordId: id }]) {
      const done = await resolve(about, { kind: "fields", fields: { [line]: "system" } });
      expect(done).toMatchObject({ status: "failed", code: "RECORD_NOT_WRITABLE" });
      expect(done.message).toMatch(/don't have permission/);
      expect(done.nextStep).toMatch(/\w+/);
    }
    expect({ row: rowOf("notHers"), wave: dynamics.wave.store.get("notHers") }).toEqual(before);
    expect(issueOf("notHers").values.wave_issuestatus).toBe(IssueStatus.Open);
  });
});
