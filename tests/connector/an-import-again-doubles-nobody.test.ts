import { connectTo, importAll, runConnector, until, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { plainContact, plainContacts, rowOf, runToEnd } from "./support/runs";
import { loseEvents } from "../support/lose-events";

describe("an import that is started again", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(plainContacts(6));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await importAll(connector);
    await loseEvents(dynamics);
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("is a success where all it leaves alone is meant to be left alone", async () => {
    await dynamics.as("admin", "DELETE", `contacts(${rowOf(dynamics, "plain-00006")!.id})`);
    // The comparison notices, and the link ends.
    await runToEnd(connector, { kind: "onDemand" });
    const again = await importAll(connector);
    expect(again).toMatchObject({ status: "succeeded", counts: { unchanged: 5, skipped: 1 } });
    expect(rowOf(dynamics, "plain-00006")).toBeUndefined();
  });

  it("makes no second row of a person who has one: as for an event, her row is taken", async () => {
    const made = Date.parse(String(rowOf(dynamics, "plain-00001")!.values.createdon));
    await until("the second after her row was made", () => Date.now() >= made + 1_000);
    dynamics.wave.store.load([{ ...plainContact(1), id: "twin" }]);
    const rows = dynamics.rows("contact").length;
    const run = await importAll(connector);
    expect(run).toMatchObject({ status: "succeededWithWarnings", counts: { created: 0 } });
    expect(dynamics.rows("contact")).toHaveLength(rows);
    const issue = dynamics.rows("wave_issue").find((row) => row.values.wave_externalid === "twin");
    expect(issue!.values.wave_code).toBe("LINK_TAKEN");
    dynamics.wave.store.delete("twin");
  });
});
