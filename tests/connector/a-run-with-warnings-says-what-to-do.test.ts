import { RunStatus } from "../../core/generated/schema";
import { connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { plainContact, plainContacts } from "./support/runs";
import { withoutEvents } from "./support/without-events";

describe("a run after which records need a person", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
    dynamics.wave.store.load(plainContacts(3));
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const rowOfRun = (id: string) => dynamics.rows("wave_run").find((row) => row.id === id)!.values;

  it("says nothing when there is none", async () => {
    const run = await importAll(connector);
    expect(run).toMatchObject({ status: "succeeded", counts: { created: 3 } });
    expect(run.problem).toBeUndefined();
    expect(rowOfRun(run.id).wave_message ?? null).toBeNull();
  });

  it("says how many and what to do, although every record was written: fields were left out", async () => {
    const long = "x".repeat(101);
    dynamics.wave.store.load([
      // Two fields of one record: one record to look at.
      plainContact(4, { jobTitle: long, firstName: long }),
      plainContact(5, { jobTitle: long }),
    ]);
    const run = await importAll(connector);
    expect(run).toMatchObject({
      status: "succeededWithWarnings",
      counts: { created: 2, unchanged: 3, failed: 0, skipped: 0, conflict: 0 },
      problem: { code: "RUN_WITH_WARNINGS" },
    });
    const { wave_runstatus: status, wave_message: message } = rowOfRun(run.id);
    expect(status).toBe(RunStatus.SucceededWithWarnings);
    expect(message).toBe(`${run.problem!.message} ${run.problem!.nextStep}`);
    expect(message).toContain("Records that weren't fully synced: 2.");
    expect(message).toContain('Open "Issues"');
    const told = dynamics.rows("wave_issue").filter((row) => row.values.wave_code === "VALUE_TOO_LONG");
    expect(told.map((row) => (row.values.wave_run as { id: string }).id)).toEqual([run.id, run.id, run.id]);
  });

  it("counts what waits for a decision with it", async () => {
    const grace = { firstname: "Grace", lastname: "Hopper", emailaddress1: "ada.6@example.com" };
    for (const row of [grace, grace]) await dynamics.as("admin", "POST", "contacts", row);
    dynamics.wave.store.load([plainContact(6, { firstName: "Grace", lastName: "Hopper" })]);
    const run = await importAll(connector);
    expect(run).toMatchObject({
      status: "succeededWithWarnings",
      counts: { unchanged: 5, skipped: 1 },
      problem: { code: "RUN_WITH_WARNINGS", message: expect.stringContaining(": 3.") },
    });
  });
});
