import { RunKind, RunStatus } from "../../core/generated/schema";
import { connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { edit, linkOf, plainContact, plainContacts, rowOf, runToEnd } from "./support/runs";
import { loseEvents } from "../support/lose-events";

describe("what events missed", () => {
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

  const changes = () => runToEnd(connector, { kind: "scheduled" });

  it("in Wave is brought to Dynamics by the next scheduled run", async () => {
    dynamics.wave.store.update("plain-00001", { jobTitle: "Countess" });
    const run = await changes();
    expect(run).toMatchObject({
      kind: "scheduled",
      status: "succeeded",
      counts: { updated: 1, unchanged: 0 },
    });
    expect(rowOf(dynamics, "plain-00001")!.values.jobtitle).toBe("Countess");
  });

  it("in Dynamics is brought to Wave", async () => {
    await edit(dynamics, "plain-00002", { jobtitle: "Programmer" });
    expect((await changes()).counts).toMatchObject({ updated: 1, failed: 0 });
    expect(dynamics.wave.store.get("plain-00002").jobTitle).toBe("Programmer");
  });

  it("on both sides of one record is merged field by field, and counted once", async () => {
    dynamics.wave.store.update("plain-00003", { jobTitle: "Countess" });
    await edit(dynamics, "plain-00003", { websiteurl: "https://ada.example.com" });
    expect((await changes()).counts).toMatchObject({ updated: 1, unchanged: 0 });
    expect(rowOf(dynamics, "plain-00003")!.values.jobtitle).toBe("Countess");
    expect(dynamics.wave.store.get("plain-00003").website).toBe("https://ada.example.com");
  });

  it("is created on the other side, linked", async () => {
    dynamics.wave.store.create(plainContact(100));
    const created = dynamics.wave.store.all().at(-1)!.id;
    const { status } = await dynamics.as("admin", "POST", "contacts", {
      firstname: "Grace",
      lastname: "Hopper",
      emailaddress1: "grace@example.com",
    });
    expect(status).toBe(204);
    expect((await changes()).counts).toMatchObject({ created: 2, failed: 0 });
    expect(rowOf(dynamics, created)!.values.firstname).toBe("Ada 100");
    const grace = dynamics.wave.store.all().find((contact) => contact.firstName === "Grace")!;
    expect(rowOf(dynamics, grace.id)!.values.lastname).toBe("Hopper");
    expect(linkOf(dynamics, grace.id)).toBeDefined();
  });

  it("leaves a run in Dynamics that admins can read", () => {
    const runs = dynamics.rows("wave_run").filter((row) => row.values.wave_runkind === RunKind.Scheduled);
    expect(runs).toHaveLength(4);
    for (const run of runs) {
      expect(run.values).toMatchObject({ wave_runstatus: RunStatus.Succeeded, wave_failed: 0 });
      expect(run.values.wave_name).toMatch(/: check for changes$/);
    }
  });

  it("is found by a comparison of everything as well, even where no list of changes tells it", async () => {
    // A change that the system dates long ago: no list since a time shows it.
    dynamics.wave.store.load([plainContact(4, { jobTitle: "Mathematician" })]);
    expect((await changes()).counts).toMatchObject({ updated: 0 });
    const run = await runToEnd(connector, { kind: "onDemand" });
    expect(run.counts).toMatchObject({ updated: 1, unchanged: 21, failed: 0, skipped: 0 });
    expect(rowOf(dynamics, "plain-00004")!.values.jobtitle).toBe("Mathematician");
  });
});
