import { DeletePolicy, IssueStatus, mapping, SyncStatus } from "../../core/generated/schema";
import { parseIssueDetails } from "../../core/issues/details";
import type { Decision } from "../../core/operation/decision";
import { ask, connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { waveContact } from "./support/engine";
import { changeMapping } from "./support/policies";
import { edit, linkOf, rowOf, runToEnd } from "./support/runs";
import { withoutEvents } from "./support/without-events";

const IN_WAVE = ["deleteRow", "keepRow", "notHers"];
const IN_DYNAMICS = ["deleteContact", "keepContact"];

/** Deleted on one side, edited on the other: the mapping says "delete", but what somebody typed is not thrown away unasked. */
describe("a delete that meets an edit", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const rows = new Map<string, string>();
  const row = (waveId: string) => dynamics.platform.dataverse.get("contact", rows.get(waveId)!);
  const inWave = (id: string) => dynamics.wave.store.all().some((contact) => contact.id === id);
  const issueOf = (waveId: string) =>
    dynamics
      .rows("wave_issue")
      .find(({ values }) => values.wave_externalid === waveId && values.wave_code === "DELETE_CONFLICT")!;
  const resolve = (waveId: string, decision: Decision, as: "admin" | "seller" = "admin") =>
    ask(dynamics, "wave_Resolve", { Issue: issueOf(waveId).id, Decision: JSON.stringify(decision) }, as);

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load([...IN_WAVE, ...IN_DYNAMICS].map((id) => waveContact(id)));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await changeMapping(dynamics, {
      [mapping.columns.systemdeletepolicy]: DeletePolicy.Delete,
      [mapping.columns.dataversedeletepolicy]: DeletePolicy.Delete,
    });
    // A mapping is read anew when the environment is connected again.
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
    await importAll(connector);
    for (const id of [...IN_WAVE, ...IN_DYNAMICS]) rows.set(id, rowOf(dynamics, id)!.id);
    for (const id of IN_WAVE) {
      await edit(dynamics, id, { jobtitle: "Head of Purchasing" });
      dynamics.wave.store.delete(id);
    }
    for (const id of IN_DYNAMICS) {
      dynamics.wave.store.update(id, { jobTitle: "Astronaut" });
      await dynamics.as("admin", "DELETE", `contacts(${rows.get(id)})`);
    }
    await runToEnd(connector, { kind: "reconcile" });
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("deletes nothing, and says what happened and what can be decided", async () => {
    for (const id of IN_WAVE) expect(row(id)!.values.jobtitle).toBe("Head of Purchasing");
    for (const id of IN_DYNAMICS) expect(inWave(id)).toBe(true);
    for (const id of [...IN_WAVE, ...IN_DYNAMICS]) {
      const { values } = issueOf(id);
      expect(values).toMatchObject({ wave_code: "DELETE_CONFLICT", wave_issuestatus: IssueStatus.Open });
      expect(values.wave_message).toMatch(/deleted/);
      expect(values.wave_nextstep).toMatch(/\w+/);
      expect(parseIssueDetails(values.wave_details as string)!.decisions).toEqual([
        "keep",
        "delete",
        "ignore",
      ]);
    }
    expect(row("deleteRow")!.values.wave_syncstatus).toBe(SyncStatus.Conflict);
  });

  it("answered with delete, the edited row goes as well", async () => {
    const done = await resolve("deleteRow", { kind: "delete" });
    expect(done).toMatchObject({ status: "succeeded", code: null });
    expect(row("deleteRow")).toBeUndefined();
    expect(issueOf("deleteRow").values.wave_issuestatus).toBe(IssueStatus.Resolved);
    expect(linkOf(dynamics, "deleteRow")!.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
  });

  it("answered with keep, the row stays as it was edited, and the link is over", async () => {
    const done = await resolve("keepRow", { kind: "keep" });
    expect(done).toMatchObject({ status: "succeeded", code: null });
    expect(row("keepRow")!.values).toMatchObject({ statecode: 0, jobtitle: "Head of Purchasing" });
    expect(issueOf("keepRow").values.wave_issuestatus).toBe(IssueStatus.Resolved);
    expect(linkOf(dynamics, "keepRow")!.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
  });

  it("answered with delete by somebody who may not delete, the row stays, and she reads why", async () => {
    const done = await resolve("notHers", { kind: "delete" }, "seller");
    expect(done).toMatchObject({ status: "failed", code: "RECORD_NOT_WRITABLE" });
    expect(done.message).toMatch(/permission/);
    expect(row("notHers")!.values.jobtitle).toBe("Head of Purchasing");
    expect(issueOf("notHers").values.wave_issuestatus).toBe(IssueStatus.Open);
  });

  it("answered with delete the other way round, the edited contact in Wave goes as well", async () => {
    const done = await resolve("deleteContact", { kind: "delete" });
    expect(done).toMatchObject({ status: "succeeded", code: null });
    expect(inWave("deleteContact")).toBe(false);
    expect(issueOf("deleteContact").values.wave_issuestatus).toBe(IssueStatus.Resolved);
  });

  it("answered with keep the other way round, the contact in Wave stays, and no later run brings a row back", async () => {
    const contacts = dynamics.rows("contact").length;
    const done = await resolve("keepContact", { kind: "keep" });
    expect(done).toMatchObject({ status: "succeeded", code: null });
    await runToEnd(connector, { kind: "reconcile" });
    expect(dynamics.wave.store.get("keepContact").jobTitle).toBe("Astronaut");
    expect(dynamics.rows("contact")).toHaveLength(contacts);
    for (const id of ["deleteRow", "keepRow", "deleteContact", "keepContact"])
      expect(issueOf(id).values.wave_issuestatus).toBe(IssueStatus.Resolved);
  });

  it("is settled once: an answer that comes again makes nothing anew", async () => {
    const before = [dynamics.rows("contact").length, dynamics.wave.store.all().length];
    for (const id of ["keepRow", "keepContact", "deleteRow"]) {
      // As where the connector died before it could close the issue.
      const path = `wave_issues(${issueOf(id).id})`;
      await dynamics.as("admin", "PATCH", path, { wave_issuestatus: IssueStatus.Open });
      const done = await resolve(id, { kind: id === "deleteRow" ? "delete" : "keep" });
      expect(done).toMatchObject({ status: "failed", code: "ISSUE_ALREADY_RESOLVED" });
      expect(issueOf(id).values.wave_issuestatus).toBe(IssueStatus.Resolved);
    }
    expect([dynamics.rows("contact").length, dynamics.wave.store.all().length]).toEqual(before);
  });
});
