import { RunKind, RunStatus, SyncStatus } from "../../core/generated/schema";
import type { RunView } from "../../connector/connect/admin-api";
import { connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { ask, edit, linkOf, plainContacts, rowOf, runToEnd } from "./support/runs";
import { loseEvents } from "../support/lose-events";

describe("a run that is undone", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let changes: RunView;
  let undo: RunView;

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(plainContacts(12));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await importAll(connector);
    await loseEvents(dynamics);
    await runToEnd(connector, { kind: "scheduled" });
    // One run that writes to both sides, of one record and of several.
    dynamics.wave.store.update("plain-00001", { jobTitle: "Countess", note: "Wrote the first program." });
    await edit(dynamics, "plain-00001", { websiteurl: "https://ada.example.com" });
    dynamics.wave.store.update("plain-00002", { jobTitle: "Countess" });
    await edit(dynamics, "plain-00003", { jobtitle: "Programmer" });
    changes = await runToEnd(connector, { kind: "scheduled" });
    undo = await runToEnd(connector, { kind: "undo", runId: changes.id });
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("gives every field that holds what it wrote the value from before, on both sides", () => {
    expect(changes.counts.updated).toBe(3);
    expect(undo).toMatchObject({
      kind: "undo",
      undoes: changes.id,
      status: "succeeded",
      total: 3,
      counts: { updated: 3, skipped: 0, failed: 0 },
    });
    expect(rowOf(dynamics, "plain-00001")!.values).toMatchObject({ jobtitle: "Analyst" });
    expect(rowOf(dynamics, "plain-00001")!.values.description ?? null).toBeNull();
    expect(dynamics.wave.store.get("plain-00001").website).toBeNull();
    expect(rowOf(dynamics, "plain-00002")!.values.jobtitle).toBe("Analyst");
    expect(dynamics.wave.store.get("plain-00003").jobTitle).toBe("Analyst");
  });

  it("leaves what people entered where they entered it, and that is settled: no later run carries anything over", async () => {
    const run = await runToEnd(connector, { kind: "scheduled" });
    expect(run).toMatchObject({ status: "succeeded", done: 0 });
    const all = await runToEnd(connector, { kind: "onDemand" });
    expect(all.counts).toMatchObject({ updated: 0, conflict: 0, unchanged: 12 });
    expect(dynamics.wave.store.get("plain-00001").jobTitle).toBe("Countess");
    expect(rowOf(dynamics, "plain-00001")!.values).toMatchObject({
      jobtitle: "Analyst",
      websiteurl: "https://ada.example.com",
    });
    expect(rowOf(dynamics, "plain-00003")!.values.jobtitle).toBe("Programmer");
    expect(dynamics.wave.store.get("plain-00003").jobTitle).toBe("Analyst");
  });

  it("syncs what is changed from then on", async () => {
    dynamics.wave.store.update("plain-00002", { jobTitle: "Mathematician" });
    await runToEnd(connector, { kind: "scheduled" });
    expect(rowOf(dynamics, "plain-00002")!.values.jobtitle).toBe("Mathematician");
  });

  it("shows as undone to admins, beside the run that undid it", () => {
    const rows = new Map(dynamics.rows("wave_run").map((row) => [row.id, row.values]));
    expect(rows.get(changes.id)).toMatchObject({ wave_runstatus: RunStatus.Undone, wave_updated: 3 });
    expect(rows.get(undo.id)).toMatchObject({
      wave_runkind: RunKind.Undo,
      wave_runstatus: RunStatus.Succeeded,
      wave_updated: 3,
    });
  });

  it("is undone once: asking again is refused, and so is undoing the undo", async () => {
    const again = await ask(connector, { kind: "undo", runId: changes.id });
    expect(again).toMatchObject({ status: 409, body: { error: { code: "RUN_ALREADY_UNDONE" } } });
    const undone = await ask(connector, { kind: "undo", runId: undo.id });
    expect(undone).toMatchObject({ status: 409, body: { error: { code: "RUN_IS_UNDO" } } });
    const unknown = await ask(connector, { kind: "undo", runId: "6f0c1f3a-5a0e-4b7e-9d61-000000000099" });
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: "NO_RUN" } } });
  });

  it("ends the links it made, once it is the import that is undone, and deactivates the rows it created", async () => {
    const first = dynamics.rows("wave_run").find((row) => row.values.wave_runkind === RunKind.FirstImport)!;
    const run = await runToEnd(connector, { kind: "undo", runId: first.id });
    // Those whose rows were changed since stay, and are reported.
    expect(run).toMatchObject({ status: "succeededWithWarnings", problem: { code: "CHANGED_SINCE_RUN" } });
    expect(run.counts).toMatchObject({ updated: 9, skipped: 3, failed: 0 });
    expect(rowOf(dynamics, "plain-00005")!.values.statecode).toBe(1);
    expect(linkOf(dynamics, "plain-00005")!.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
    expect(rowOf(dynamics, "plain-00001")!.values.statecode).toBe(0);
  });
});
