import { RunStatus, SyncStatus } from "../../core/generated/schema";
import { connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { linkOf, plainContacts, rowOf, runToEnd } from "./support/runs";
import { loseEvents } from "../support/lose-events";

const CONTACTS = 12;

describe("an import that was undone", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let existing: string;

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(plainContacts(CONTACTS));
    // One of them is in Dynamics already, with another title.
    existing = await dynamics.platform.dataverse.create("contact", {
      firstname: "Ada 1",
      lastname: "Lovelace",
      emailaddress1: "ada.1@example.com",
      jobtitle: "Countess",
    });
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await loseEvents(dynamics);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const row = (id: string) => dynamics.platform.dataverse.get("contact", id)!.values;
  const statusOf = (waveId: string) => linkOf(dynamics, waveId)!.values.wave_linkstatus;

  it("has left everything as it was: what it created is inactive, what it joined is as before", async () => {
    const run = await importAll(connector);
    expect(run.counts).toMatchObject({ created: CONTACTS - 1, updated: 1 });
    const undo = await runToEnd(connector, { kind: "undo", runId: run.id });
    expect(undo).toMatchObject({ status: "succeeded", counts: { updated: CONTACTS, skipped: 0, failed: 0 } });
    expect(row(existing)).toMatchObject({ jobtitle: "Countess", statecode: 0 });
    expect(row(existing).externaluseridentifier ?? null).toBeNull();
    expect(rowOf(dynamics, "plain-00002")!.values.statecode).toBe(1);
    expect(statusOf("plain-00001")).toBe(SyncStatus.Unlinked);
    expect(statusOf("plain-00002")).toBe(SyncStatus.Unlinked);
    expect(dynamics.platform.dataverse.get("wave_run", run.id)!.values.wave_runstatus).toBe(RunStatus.Undone);
  });

  it("stays undone: no comparison brings it back", async () => {
    const run = await runToEnd(connector, { kind: "onDemand" });
    expect(run.counts).toMatchObject({ created: 0, updated: 0, failed: 0 });
    expect(dynamics.rows("contact").filter((each) => each.values.statecode === 0)).toHaveLength(1);
  });

  it("is taken up again when a person starts another one: the same rows, active, each linked once", async () => {
    const run = await importAll(connector);
    expect(run.counts).toMatchObject({ created: 0, skipped: 0, failed: 0 });
    expect(dynamics.rows("contact")).toHaveLength(CONTACTS);
    for (const each of dynamics.rows("contact")) expect(each.values.statecode).toBe(0);
    for (const contact of plainContacts(CONTACTS)) {
      expect(statusOf(contact.id)).toBe(SyncStatus.InSync);
      expect(rowOf(dynamics, contact.id)).toBeDefined();
    }
    expect(dynamics.rows("wave_link")).toHaveLength(CONTACTS);
    expect(rowOf(dynamics, "plain-00001")!.id).toBe(existing);
  });

  it("and can be undone once more", async () => {
    const last = (await connector.admin("/status")).body as never as {
      environments: [{ lastRun: { id: string } }];
    };
    const undo = await runToEnd(connector, { kind: "undo", runId: last.environments[0].lastRun.id });
    expect(undo.counts.failed).toBe(0);
    expect(dynamics.rows("contact").filter((each) => each.values.statecode === 1)).toHaveLength(CONTACTS - 1);
  });
});
