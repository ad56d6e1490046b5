import { randomUUID } from "node:crypto";
import { removeOldRows, eraseDeleted } from "../../connector/connect/privacy/housekeeping";
import { DataverseClient } from "../../connector/dataverse/client";
import { Governor } from "../../connector/dataverse/governor";
import { createTokenSource } from "../../connector/dataverse/sign-in";
import { Transport } from "../../connector/dataverse/transport";
import { openDatabase } from "../../connector/database/open-database";
import type { Database } from "../../connector/database/database";
import { readTableMetadata } from "../../connector/environment/table-metadata";
import { readSettings } from "../../connector/settings/read-settings";
import { cleanUp, RETENTION } from "../../connector/state/cleanup";
import { IssueStatus } from "../../core/generated/schema";
import { connectTo, importAll, operate, runConnector, until, type TestConnector } from "./support/connector";
import { onBothDatabases } from "./support/databases";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { addEnvironment } from "./support/environment";
import { startPostgres } from "./support/postgres";
import { plainContacts, rowOf } from "./support/runs";

const DAY_MS = 24 * 60 * 60_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS);

describe("in Dynamics", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let database: Database;
  let client: DataverseClient;
  let stop: () => Promise<void>;

  beforeAll(async () => {
    const server = await startPostgres();
    stop = server.stop;
    dynamics = await startDynamics();
    dynamics.wave.store.load(plainContacts(4));
    connector = await runConnector({ databaseUrl: server.url });
    database = await openDatabase({ databaseUrl: server.url });
    await connectTo(connector, dynamics);
    await importAll(connector);
    const { url } = dynamics;
    const credentials = { authority: `${url}/local`, clientId: "connector", clientSecret: "local" };
    client = new DataverseClient(new Transport(url, createTokenSource(url, credentials), new Governor()));
  });
  afterAll(async () => {
    await connector?.close();
    await database?.close();
    await dynamics?.close();
    await stop?.();
  });

  it("what operations and issues tell of a row goes once it is deleted; what an undo needs stays", async () => {
    const [gone, kept] = ["plain-00001", "plain-00002"].map((id) => rowOf(dynamics, id)!.id);
    await operate(dynamics, "wave_Preview", { ids: [gone!], as: "admin" });
    await operate(dynamics, "wave_Preview", { ids: [kept!], as: "admin" });
    const resultsOf = (id: string) =>
      dynamics
        .rows("wave_operation")
        .filter(
          ({ values }) => String(values.wave_result).includes(id) || String(values.wave_request).includes(id),
        );
    // As after a delete in Wave: the row is inactive, and its operations are its own.
    dynamics.wave.store.delete("plain-00001");
    const ended = async (id: string) =>
      (
        await database.query(
          "select 1 from wave_sync.link_state where record_id = $1 and ended is not null and not exists (select 1 from wave_sync.change)",
          [id],
        )
      ).length === 1;
    await until("the end of the link", () => ended(gone!));
    const [{ id: environmentId }] = (await database.query<{ id: string }>(
      "select id from wave_sync.environment",
    )) as [{ id: string }];
    const runtime = { client, table: (name: string) => readTableMetadata(client, name, {}) };
    const parts = {
      database,
      environments: { get: async () => runtime } as never,
      stopping: new AbortController().signal,
    };
    await eraseDeleted(parts, environmentId);
    expect(resultsOf(gone!)).toHaveLength(1);

    await dynamics.as("admin", "DELETE", `contacts(${gone})`);
    await dynamics.platform.drain();
    await eraseDeleted(parts, environmentId);
    expect(resultsOf(gone!)).toHaveLength(0);
    expect(resultsOf(kept!)).toHaveLength(1);
    const held = await database.query(
      `select (select count(*)::int from wave_sync.journal where record_id = $1) as journal,
         (select count(*)::int from wave_sync.link_state where record_id = $1) as links,
         (select count(*)::int from wave_sync.operation where request::text like '%' || $1::text || '%') as operations`,
      [gone],
    );
    expect(held).toEqual([{ journal: 1, links: 1, operations: 0 }]);
  });

  it("operations, resolved issues and runs go when they are old, each after its own time", async () => {
    const issue = (status: number) =>
      dynamics.as("admin", "POST", "wave_issues", {
        wave_issueid: randomUUID(),
        wave_name: "x",
        wave_issuestatus: status,
      });
    for (const status of [IssueStatus.Open, IssueStatus.Resolved, IssueStatus.Ignored])
      expect((await issue(status)).status).toBe(204);
    const count = () =>
      ["wave_operation", "wave_issue", "wave_run"].map((table) => dynamics.rows(table).length);
    const [operations, issues, runs] = count();
    expect([operations! > 1, runs! > 0]).toEqual([true, true]);
    await removeOldRows(client, RETENTION, inDays(29));
    expect(count()).toEqual([operations, issues, runs]);
    await removeOldRows(client, RETENTION, inDays(31));
    expect(count()).toEqual([0, issues, runs]);
    await removeOldRows(client, { ...RETENTION, runs: 10_000 }, inDays(91));
    expect(count()).toEqual([0, issues! - 1, runs]);
    await removeOldRows(client, RETENTION, inDays(91));
    expect(count()).toEqual([0, issues! - 1, 0]);
  });
});

onBothDatabases("in the connector's database", (open) => {
  it("operations and journals go when they are old, as long after as the settings say", async () => {
    const { id } = await addEnvironment(open());
    const run = randomUUID();
    await open().query(
      `insert into wave_sync.operation (environment_id, id, kind, request, request_hash, asker_id, correlation_id, status, ended_on)
       values ($1, $1, 'push', '{}', 'x', $1, 'x', 'succeeded', now() - interval '10 days')`,
      [id],
    );
    await open().query(
      `insert into wave_sync.run (id, environment_id, connection_id, mapping_id, kind, status, correlation_id, counts, ended_on)
       values ($2, $1, $1, $1, 'onDemand', 'succeeded', 'x', '{}', now() - interval '10 days')`,
      [id, run],
    );
    await open().query(
      `insert into wave_sync.journal (environment_id, run_id, record_id, external_id, entry) values ($1, $2, $1, 'x', '{}')`,
      [id, run],
    );
    const left = async () =>
      (
        await open().query(
          `select (select count(*)::int from wave_sync.operation where environment_id = $1) as operations,
             (select count(*)::int from wave_sync.journal where environment_id = $1) as journal`,
          [id],
        )
      )[0];
    await cleanUp(open());
    expect(await left()).toEqual({ operations: 1, journal: 1 });
    await cleanUp(open(), { ...RETENTION, operations: 9 });
    expect(await left()).toEqual({ operations: 0, journal: 1 });
    await cleanUp(open(), { ...RETENTION, journal: 9 });
    expect(await left()).toEqual({ operations: 0, journal: 0 });
  });
});

it("the settings say how long", () => {
  expect(readSettings({}).retention).toEqual(RETENTION);
  expect(readSettings({ WAVE_SYNC_KEEP_ISSUES_DAYS: "7" }).retention).toEqual({ ...RETENTION, issues: 7 });
  expect(() => readSettings({ WAVE_SYNC_KEEP_JOURNAL_DAYS: "0" })).toThrow(
    "WAVE_SYNC_KEEP_JOURNAL_DAYS is below 1; set WAVE_SYNC_KEEP_JOURNAL_DAYS to a number of days",
  );
});
