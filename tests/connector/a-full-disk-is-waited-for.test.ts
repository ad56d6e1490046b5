import { Client } from "pg";
import { generateContacts } from "../../local/samples";
import { connectTo, runConnector, runEnd, startRun, until, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { startPostgres, type PostgresServer } from "./support/postgres";

const CONTACTS = 1_500;

/**
 * From now on the server answers everything that would need room as one whose disk is full: with SQLSTATE 53100. Reading goes on.
 * https://www.postgresql.org/docs/current/errcodes-appendix.html
 */
const FILL = `
  create function public.no_room() returns trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
  create function public.no_room_for_tables() returns event_trigger language plpgsql as
    $$ begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
  do $$ declare name text; begin
    for name in select tablename from pg_tables where schemaname = 'wave_sync' loop
      execute format('create trigger no_room before insert or update or delete on wave_sync.%I
        for each statement execute function public.no_room()', name);
    end loop;
  end $$;
  create event trigger no_room on ddl_command_start execute function public.no_room_for_tables();`;
const MAKE_ROOM = `
  drop event trigger no_room;
  drop function public.no_room() cascade;
  drop function public.no_room_for_tables();`;

describe("a database without room", () => {
  let dynamics: Dynamics;
  let postgres: PostgresServer;
  let connector: TestConnector;
  let admin: Client;

  beforeEach(async () => {
    dynamics = await startDynamics();
    postgres = await startPostgres();
    connector = await runConnector({ databaseUrl: postgres.url });
    admin = new Client(postgres.url);
    await admin.connect();
  });

  afterEach(async () => {
    await connector?.close();
    await admin?.end();
    await postgres.stop();
    await dynamics.close();
  });

  async function ready(): Promise<string> {
    const answer = await fetch(`${connector.adminUrl}/ready`);
    return `${answer.status} ${((await answer.json()) as { status: string }).status}`;
  }

  it("is waited for and said at /ready; with room again, the work goes on where it was, and nothing is lost", async () => {
    dynamics.wave.store.load(generateContacts(CONTACTS, 5));
    await connectTo(connector, dynamics);
    const runId = await startRun(connector);
    await until("work to be under way", () => dynamics.rows("contact").length > 0);
    await admin.query(FILL);
    await until("it to be said", async () => (await ready()) === "503 database full");
    expect(connector.log.join("")).toContain("The database has no room left: work waits until there is some");

    // Reading goes well all the while: that is not taken for room.
    const { rows } = await admin.query("select status from wave_sync.run where id = $1", [runId]);
    expect(rows).toEqual([{ status: expect.stringMatching(/^(queued|running)$/) }]);
    expect(await ready()).toBe("503 database full");
    await admin.query(MAKE_ROOM);
    await until("it to be ready", async () => (await ready()) === "200 ready");
    expect(connector.log.join("")).toContain("The database is there again: work goes on");

    expect(await runEnd(connector, runId)).toMatchObject({ done: CONTACTS, counts: { failed: 0 } });
    expect(dynamics.rows("contact")).toHaveLength(CONTACTS);
    const codes = dynamics.rows("wave_issue").map(({ values }) => values.wave_code);
    expect(codes).not.toContain("UNEXPECTED");
  });
});
