import { SyncStatus } from "../../core/generated/schema";
import { connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { linkOf, plainContacts, rowOf, runToEnd } from "./support/runs";
import { loseEvents } from "../support/lose-events";

describe("a record that was deleted while nobody listened", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(plainContacts(20));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await importAll(connector);
    await loseEvents(dynamics);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("in Wave leaves a deactivated row, once everything is compared", async () => {
    const row = rowOf(dynamics, "plain-00001")!;
    dynamics.wave.store.delete("plain-00001");
    const run = await runToEnd(connector, { kind: "reconcile" });
    expect(run.counts).toMatchObject({ updated: 1, unchanged: 19, failed: 0 });
    expect(dynamics.platform.dataverse.get("contact", row.id)!.values.statecode).toBe(1);
    expect(linkOf(dynamics, "plain-00001")!.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
  });

  it("in Dynamics ends the link and leaves Wave alone, and a list of changes tells it", async () => {
    const row = rowOf(dynamics, "plain-00002")!;
    await dynamics.as("admin", "DELETE", `contacts(${row.id})`);
    const run = await runToEnd(connector, { kind: "scheduled" });
    expect(run.counts.failed).toBe(0);
    expect(linkOf(dynamics, "plain-00002")!.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
    expect(dynamics.wave.store.get("plain-00002").firstName).toBe("Ada 2");
  });

  it("is not brought back by the next comparison", async () => {
    const run = await runToEnd(connector, { kind: "reconcile" });
    expect(run.counts).toMatchObject({ created: 0, updated: 0, failed: 0 });
    expect(dynamics.rows("contact").filter((row) => row.values.statecode === 0)).toHaveLength(18);
  });

  it("is believed only as far as can be: a system that lists nothing at all has rather lost its contacts from our sight", async () => {
    dynamics.wave.store.clear();
    const run = await runToEnd(connector, { kind: "reconcile" });
    expect(run).toMatchObject({ status: "succeededWithWarnings", problem: { code: "NOTHING_PROCESSED" } });
    expect(dynamics.rows("contact").filter((row) => row.values.statecode === 0)).toHaveLength(18);
  });
});
