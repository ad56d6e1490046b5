import { SyncStatus } from "../../core/generated/schema";
import { connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { edit, linkOf, plainContacts, rowOf, runToEnd } from "./support/runs";
import { loseEvents } from "../support/lose-events";

describe("a delta token that has expired", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(plainContacts(20));
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

  /** From now on the organisation remembers changes for no time at all, or as long as usual again. */
  async function keepChangesFor(days: number): Promise<void> {
    const { kernel } = dynamics.platform.dataverse;
    await kernel.store.transaction(async (tx) => {
      tx.update("organization", kernel.organization.id, { expirechangetrackingindays: days });
    });
  }

  it("makes a scheduled run compare everything: edits and deletes of the meantime are found", async () => {
    await edit(dynamics, "plain-00001", { jobtitle: "Programmer" });
    const gone = rowOf(dynamics, "plain-00002")!;
    await dynamics.as("admin", "DELETE", `contacts(${gone.id})`);
    await keepChangesFor(-1);
    const run = await runToEnd(connector, { kind: "scheduled" });
    expect(run.status).not.toBe("failed");
    expect(dynamics.wave.store.get("plain-00001").jobTitle).toBe("Programmer");
    expect(linkOf(dynamics, "plain-00002")!.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
    expect(dynamics.rows("contact")).toHaveLength(19);
    expect(run.done).toBe(20);
  });

  it("is followed by one that lasts: the next scheduled run asks for what changed", async () => {
    await keepChangesFor(7);
    await edit(dynamics, "plain-00003", { jobtitle: "Programmer" });
    const run = await runToEnd(connector, { kind: "scheduled" });
    expect(run).toMatchObject({ done: 1, counts: { updated: 1 } });
  });
});
