import { IssueStatus } from "../../core/generated/schema";
import { connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { edit, linkOf, plainContact, plainContacts, rowOf, runToEnd } from "./support/runs";
import { loseEvents } from "../support/lose-events";

describe("undoing a run", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(plainContacts(6));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await importAll(connector);
    await loseEvents(dynamics);
    await runToEnd(connector, { kind: "scheduled" });
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("leaves alone what somebody changed since, takes back the rest, and reports it", async () => {
    dynamics.wave.store.update("plain-00001", { jobTitle: "Countess", note: "Wrote the first program." });
    dynamics.wave.store.update("plain-00002", { jobTitle: "Countess" });
    const run = await runToEnd(connector, { kind: "scheduled" });
    await edit(dynamics, "plain-00001", { jobtitle: "Lady" });
    await edit(dynamics, "plain-00002", { jobtitle: "Lady" });
    const undo = await runToEnd(connector, { kind: "undo", runId: run.id });
    expect(undo).toMatchObject({
      status: "succeededWithWarnings",
      counts: { updated: 1, skipped: 1, failed: 0 },
      problem: { code: "CHANGED_SINCE_RUN" },
    });
    expect(rowOf(dynamics, "plain-00001")!.values.jobtitle).toBe("Lady");
    expect(rowOf(dynamics, "plain-00001")!.values.description ?? null).toBeNull();
    expect(rowOf(dynamics, "plain-00002")!.values.jobtitle).toBe("Lady");
    const issues = dynamics
      .rows("wave_issue")
      .filter(
        (row) =>
          row.values.wave_code === "CHANGED_SINCE_RUN" && row.values.wave_issuestatus === IssueStatus.Open,
      );
    expect(new Set(issues.map((row) => row.values.wave_externalid))).toEqual(
      new Set(["plain-00001", "plain-00002"]),
    );
  });

  it("syncs what was changed since, as any other change", async () => {
    const run = await runToEnd(connector, { kind: "scheduled" });
    expect(run.counts).toMatchObject({ updated: 2, failed: 0, conflict: 0 });
    expect(dynamics.wave.store.get("plain-00001").jobTitle).toBe("Lady");
    expect(dynamics.wave.store.get("plain-00002").jobTitle).toBe("Lady");
  });

  it("keeps a row the run created when somebody has worked on it since", async () => {
    dynamics.wave.store.load([
      plainContact(50, { updatedAt: new Date().toISOString() }),
      plainContact(51, { updatedAt: new Date().toISOString() }),
    ]);
    const run = await runToEnd(connector, { kind: "scheduled" });
    expect(run.counts.created).toBe(2);
    await edit(dynamics, "plain-00050", { jobtitle: "Boss" });
    const undo = await runToEnd(connector, { kind: "undo", runId: run.id });
    expect(undo.counts).toMatchObject({ updated: 1, skipped: 1 });
    expect(rowOf(dynamics, "plain-00050")!.values.statecode).toBe(0);
    expect(rowOf(dynamics, "plain-00051")!.values.statecode).toBe(1);
    // It is still joined to its record: what was typed goes there.
    await runToEnd(connector, { kind: "scheduled" });
    expect(dynamics.wave.store.get("plain-00050").jobTitle).toBe("Boss");
  });

  it("ends no link that the run did not make", () => {
    expect(linkOf(dynamics, "plain-00003")).toBeDefined();
    expect(rowOf(dynamics, "plain-00003")!.values.statecode).toBe(0);
  });
});
