import { RunKind } from "../../core/generated/schema";
import { connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { plainContacts, runOnWhatIsKnown, runToEnd } from "./support/runs";
import { loseEvents } from "../support/lose-events";

const CONTACTS = 6_000;

describe("when nothing has changed", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(plainContacts(CONTACTS));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await importAll(connector);
    await loseEvents(dynamics);
    // The rows the import wrote are the first thing that changed: seen once, and known from then on.
    await runToEnd(connector, { kind: "scheduled" });
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  /** Version of the last write to any row. */
  const written = () => dynamics.platform.dataverse.kernel.store.version;

  it("a scheduled run asks Dataverse once, writes nothing, and leaves no run there", async () => {
    const version = written();
    const run = await runOnWhatIsKnown(connector, { kind: "scheduled" }, 1);
    expect(run).toMatchObject({ status: "succeeded", requests: 1, done: 0 });
    expect(written()).toBe(version);
    expect(dynamics.rows("wave_run").filter((row) => row.values.wave_runkind === RunKind.Scheduled)).toEqual(
      [],
    );
  });

  it("what an import wrote is told from what somebody changed without a single read", async () => {
    const version = written();
    const run = await runToEnd(connector, { kind: "reconcile" });
    expect(run).toMatchObject({ status: "succeeded", total: CONTACTS, counts: { unchanged: CONTACTS } });
    // Pages of 5,000 rows.
    expect(run.requests).toBeLessThanOrEqual(CONTACTS / 1_000);
    expect(written()).toBe(version);
  });

  it("a person who asks for a comparison finds it in Dynamics", async () => {
    const run = await runToEnd(connector, { kind: "onDemand" });
    expect(run).toMatchObject({ status: "succeeded", counts: { unchanged: CONTACTS, updated: 0 } });
    const rows = dynamics.rows("wave_run").filter((row) => row.values.wave_runkind === RunKind.OnDemand);
    expect(rows.map((row) => row.values.wave_unchanged)).toEqual([CONTACTS]);
  });
});
