import { openDatabase } from "../../connector/database/open-database";
import type { Database } from "../../connector/database/database";
import { createProgram } from "../../connector/cli/program";
import { EMPTY_CONTACT, type WaveContact } from "../../local/sandboxes/wave";
import { connectTo, importAll, operate, runConnector, until, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { startPostgres } from "./support/postgres";
import { linkOf, rowOf } from "./support/runs";

const MAIL = "forgetme@gdpr.example";
const NOTE = "gdprnote-7731";
const TRACES = [MAIL, NOTE, "Gdprsubject", "gdprsubject1"];

const contact = (id: string, lastName: string, values: Partial<WaveContact> = {}): WaveContact =>
  ({
    ...EMPTY_CONTACT,
    id,
    firstName: "Forgetme",
    lastName,
    createdAt: "2025-01-05T09:00:00.000Z",
    updatedAt: "2025-01-05T09:00:00.000Z",
    ...values,
  }) as WaveContact;

describe("what is held of a person", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let database: Database;
  let stop: () => Promise<void>;
  let rowId: string;

  beforeAll(async () => {
    const server = await startPostgres();
    stop = server.stop;
    dynamics = await startDynamics();
    dynamics.wave.store.load([
      contact("gdprsubject1", "Gdprsubject", {
        emails: [{ value: MAIL, primary: true }],
        note: NOTE,
      } as never),
      contact("stays", "Bystander"),
    ]);
    connector = await runConnector({ databaseUrl: server.url });
    database = await openDatabase({ databaseUrl: server.url });
    await connectTo(connector, dynamics);
    await importAll(connector);
    rowId = rowOf(dynamics, "gdprsubject1")!.id;
    const bystander = rowOf(dynamics, "stays")!.id;
    // Alone, and among others.
    await operate(dynamics, "wave_Preview", { ids: [rowId], as: "admin" });
    await operate(dynamics, "wave_Preview", { ids: [rowId, bystander], as: "admin" });
    await operate(dynamics, "wave_Preview", { ids: [bystander], as: "admin" });
    await dynamics.as("admin", "PATCH", `contacts(${rowId})`, { jobtitle: "Buyer" });
    await until("the change in Wave", () => dynamics.wave.store.get("gdprsubject1").jobTitle === "Buyer");
  });
  afterAll(async () => {
    await connector?.close();
    await database?.close();
    await dynamics?.close();
    await stop?.();
  });

  /** Every text of every table that names her, with where it stands. */
  async function traces(): Promise<readonly string[]> {
    const found: string[] = [];
    const look = (where: string, text: string) => {
      for (const trace of [...TRACES, rowId])
        if (text.toLowerCase().includes(trace.toLowerCase())) found.push(`${where}: ${trace}`);
    };
    for (const table of dynamics.platform.dataverse.kernel.model.tables())
      for (const row of dynamics.rows(table.logicalName))
        look(table.logicalName, JSON.stringify([row.id, row.values]));
    const tables = await database.query<{ schema: string; name: string }>(
      `select table_schema as schema, table_name as name from information_schema.tables
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'`,
    );
    for (const { schema, name } of tables)
      for (const row of await database.query<{ text: string }>(
        `select row_to_json(each)::text as text from ${schema}.${name} each`,
      ))
        look(`${schema}.${name}`, row.text);
    return found;
  }

  /** The command line, as an operator types it; gives what it prints. */
  async function type(...words: readonly string[]): Promise<unknown> {
    const before = process.env;
    process.env = { ...before, WAVE_SYNC_ADMIN_KEY: connector.adminKey };
    const print = jest.spyOn(process.stdout, "write").mockReturnValue(true);
    try {
      const address = ["--connector", connector.adminUrl];
      await createProgram().parseAsync(["node", "wave-sync", ...words, ...address]);
      return JSON.parse(print.mock.calls.map(([text]) => String(text)).join(""));
    } finally {
      print.mockRestore();
      process.env = before;
    }
  }

  it("is shown, by either of her names", async () => {
    const byRow = await connector.admin("/privacy/export", { record: rowId.toUpperCase() });
    expect(byRow.status).toBe(200);
    expect(byRow.body).toMatchObject({
      rowIds: [rowId],
      externalIds: expect.arrayContaining(["gdprsubject1"]),
    });
    expect(byRow.body.dynamics).toMatchObject({
      wave_link: [expect.objectContaining({ wave_externalid: "gdprsubject1" })],
      wave_operation: [expect.anything(), expect.anything()],
    });
    expect(byRow.body.connector).toMatchObject({
      link_state: [expect.objectContaining({ record_id: rowId })],
      journal: [expect.anything()],
      operation: [expect.anything(), expect.anything()],
    });
    for (const trace of [MAIL, NOTE]) expect(JSON.stringify(byRow.body)).toContain(trace);
    expect(JSON.stringify(byRow.body)).not.toContain("Bystander");
    const byId = await connector.admin("/privacy/export", { record: "gdprsubject1" });
    expect(byId.body).toMatchObject({ rowIds: [rowId], dynamics: byRow.body.dynamics });
  });

  it("is not erased while an operation about her is under way", async () => {
    await database.query(
      `insert into wave_sync.operation (environment_id, id, kind, request, request_hash, asker_id, correlation_id, status, lease_owner, lease_until)
       select id, gen_random_uuid(), 'push', jsonb_build_object('table', 'contact', 'recordIds', array[$1::text]), 'x', id, 'x', 'running',
         'somebody', now() + interval '1 hour' from wave_sync.environment`,
      [rowId],
    );
    const { status, body } = await connector.admin("/privacy/forget", { record: rowId });
    expect([status, (body.error as { code: string }).code]).toEqual([409, "PERSON_IN_USE"]);
    await database.query("delete from wave_sync.operation where lease_owner = 'somebody'");
    expect(linkOf(dynamics, "gdprsubject1")).toBeDefined();
  });

  it("leaves no trace once she is deleted and forgotten, and nobody else is touched", async () => {
    dynamics.wave.store.delete("gdprsubject1");
    await dynamics.as("admin", "DELETE", `contacts(${rowId})`);
    await until("the end of the link", async () => {
      const rows = await database.query<{ n: number }>(
        `select (select count(*)::int from wave_sync.link_state where ended is not null and external_id = 'gdprsubject1')
           - (select count(*)::int from wave_sync.change) as n`,
      );
      return rows[0]!.n === 1;
    });
    await dynamics.platform.drain();
    expect(await traces()).not.toEqual([]);
    const others = [linkOf(dynamics, "stays"), dynamics.rows("wave_operation").length];

    const { status, body } = await connector.admin("/privacy/forget", { record: "gdprsubject1" });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      dynamics: { wave_link: 1, wave_operation: 2 },
      connector: { link_state: 1 },
    });
    expect(await traces()).toEqual([]);
    expect([linkOf(dynamics, "stays"), dynamics.rows("wave_operation").length]).toEqual(others);
    const results = dynamics.rows("wave_operation").map((row) => row.values.wave_result);
    expect(results.filter((result) => typeof result === "string")).toHaveLength(1);

    const line = connector.log.find((each) => each.includes("What was held of a person was erased"))!;
    for (const trace of [...TRACES, rowId]) expect(line).not.toContain(trace);
    expect(
      connector.log.some((each) => each.includes("/admin/privacy/forget") && each.includes("admin")),
    ).toBe(true);
  });

  it("done again, says that there is nothing", async () => {
    const { status, body } = await connector.admin("/privacy/forget", { record: "gdprsubject1" });
    expect(status).toBe(200);
    const counts = [...Object.values(body.connector as object), ...Object.values(body.dynamics as object)];
    expect(counts.filter((count) => count !== 0)).toEqual([]);
  });

  it("whoever is still on both sides is linked again by a later sync", async () => {
    const bystander = rowOf(dynamics, "stays")!.id;
    const shown = await type("export", "--record", bystander);
    expect(shown).toMatchObject({ rowIds: [bystander], dynamics: { wave_link: [expect.anything()] } });
    const erased = await type("forget", "--record", bystander, "--json");
    expect(erased).toMatchObject({ dynamics: { wave_link: 1 }, connector: { link_state: 1 } });
    expect(linkOf(dynamics, "stays")).toBeUndefined();
    expect(rowOf(dynamics, "stays")).toBeDefined();
    await importAll(connector);
    expect(rowOf(dynamics, "stays")!.id).toBe(bystander);
  });

  it("of a whole environment goes when it is disconnected for good", async () => {
    const answer = await type("disconnect", "--url", dynamics.url, "--purge", "--json");
    expect(answer).toMatchObject({ environments: [] });
    expect(await database.query("select id from wave_sync.environment")).toEqual([]);
    expect(await database.query("select external_id from wave_sync.link_state")).toEqual([]);
  });
});
