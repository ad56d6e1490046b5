import { RunStatus } from "../../core/generated/schema";
import { connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { plainContacts, runToEnd } from "./support/runs";
import { loseEvents } from "../support/lose-events";

describe("a run that processed nothing", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await loseEvents(dynamics);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("is a success where there is nothing: an empty system, compared as a whole or for what changed", async () => {
    expect(await importAll(connector)).toMatchObject({ status: "succeeded", total: 0, done: 0 });
    for (const kind of ["scheduled", "reconcile", "onDemand"] as const)
      expect(await runToEnd(connector, { kind })).toMatchObject({ status: "succeeded", done: 0 });
  });

  it("is a success when it looked for what changed, and nothing has", async () => {
    dynamics.wave.store.load(plainContacts(15));
    await importAll(connector);
    await runToEnd(connector, { kind: "scheduled" });
    expect(await runToEnd(connector, { kind: "scheduled" })).toMatchObject({ status: "succeeded", done: 0 });
  });

  it.each(["onDemand", "reconcile"] as const)(
    "is a warning when everything was to be compared and the system shows nothing (%s)",
    async (kind) => {
      const kept = dynamics.wave.store.all();
      dynamics.wave.store.clear();
      const run = await runToEnd(connector, { kind });
      dynamics.wave.store.load(kept);
      expect(run).toMatchObject({
        status: "succeededWithWarnings",
        done: 0,
        problem: { code: "NOTHING_PROCESSED" },
      });
      const row = dynamics.rows("wave_run").find((each) => each.id === run.id)!;
      expect(row.values.wave_runstatus).toBe(RunStatus.SucceededWithWarnings);
      expect(row.values.wave_message).toBe(`${run.problem!.message} ${run.problem!.nextStep}`);
    },
  );

  it("touched nothing by it: with the contacts in sight again, all is as it was", async () => {
    const run = await runToEnd(connector, { kind: "onDemand" });
    expect(run).toMatchObject({ status: "succeeded", counts: { unchanged: 15, updated: 0, created: 0 } });
  });
});
