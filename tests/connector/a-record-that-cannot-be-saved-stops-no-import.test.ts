import { IssueStatus } from "../../core/generated/schema";
import { openDatabase } from "../../connector/database/open-database";
import type { Database } from "../../connector/database/database";
import { connectTo, runConnector, startRun, runEnd, until, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { startPostgres } from "./support/postgres";
import { linkOf, plainContacts, rowOf, runToEnd } from "./support/runs";
import { withoutEvents } from "./support/without-events";

describe("a first import", () => {
  let dynamics: Dynamics;
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let connector: TestConnector;
  let database: Database;
  const live = () => dynamics.rows("contact").filter((row) => row.values.statecode === 0);

  beforeAll(async () => {
    postgres = await startPostgres();
    dynamics = await startDynamics();
    connector = await runConnector({ databaseUrl: postgres.url });
    database = await openDatabase({ databaseUrl: postgres.url });
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
  });
  afterAll(async () => {
    await database?.close();
    await connector?.close();
    await dynamics?.close();
    await postgres?.stop();
  });

  it("goes on beside a record that our database refuses: all others are saved, and an issue names that one", async () => {
    dynamics.wave.store.load(plainContacts(50));
    await database.exec(
      "alter table wave_sync.link_state add constraint refused check (external_id <> 'plain-00013') not valid",
    );
    const run = await runToEnd(connector, { kind: "firstImport" });
    expect(run.status).toBe("succeededWithWarnings");
    expect(run.counts).toMatchObject({ created: 49, failed: 1 });
    const issues = dynamics
      .rows("wave_issue")
      .filter((row) => row.values.wave_issuestatus === IssueStatus.Open)
      .map((row) => [row.values.wave_externalid, row.values.wave_code]);
    expect(issues).toEqual([["plain-00013", "UNEXPECTED"]]);
    expect(linkOf(dynamics, "plain-00014")).toBeDefined();

    // All but that one are known: a comparison has nothing to do but it.
    await database.exec("alter table wave_sync.link_state drop constraint refused");
    const second = await runToEnd(connector, { kind: "firstImport" });
    expect(second.counts).toMatchObject({ unchanged: 49, failed: 0 });
    expect(rowOf(dynamics, "plain-00013")).toBeDefined();

    const undo = await runToEnd(connector, { kind: "undo", runId: run.id });
    expect(undo.counts.failed).toBe(0);
    // What it could not save it cannot take back; the run that could has it.
    expect(live().length).toBeLessThanOrEqual(1);
  });

  it("that fails counts what it did, and can be taken back", async () => {
    const before = live().length;
    dynamics.wave.store.clear();
    dynamics.wave.store.load(plainContacts(2_700).slice(100));
    dynamics.wave.faults.set({ latency: 1_500 });
    const runId = await startRun(connector);
    await until("the first rows", () => live().length > before);
    dynamics.wave.faults.set({ latency: 0, fail: { next: 10_000, status: 401 } });
    const run = await runEnd(connector, runId);
    dynamics.wave.faults.clear();
    expect(run.status).toBe("failed");
    const created = live().length - before;
    expect(created).toBeGreaterThan(0);
    expect(run.counts.created).toBe(created);

    const undo = await runToEnd(connector, { kind: "undo", runId });
    expect(undo.counts.failed).toBe(0);
    expect(live()).toHaveLength(before);
  });
});
