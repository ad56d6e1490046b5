import { randomUUID } from "node:crypto";
import type { Clock } from "../../connector/clock/clock";
import type { Database, Sql } from "../../connector/database/database";
import type { ConfiguredMapping } from "../../connector/environment/configuration";
import { createLogger } from "../../connector/logging/logger";
import { USUAL_MINUTES } from "../../connector/environment/interval";
import { Schedule, type ScheduleParts } from "../../connector/runs/schedule";
import { setEnvironmentStatus } from "../../connector/state/environments";
import { listMappingCursors, saveMappingCursor } from "../../connector/state/mapping-cursors";
import { onBothDatabases } from "./support/databases";
import { addEnvironment } from "./support/environment";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A clock that a test turns by hand. */
class HandClock implements Clock {
  private time = Date.parse("2026-03-02T08:00:00Z");
  now = () => new Date(this.time);
  elapsed = () => this.time;
  sleep = async () => {};
  every = () => () => {};
  turn(ms: number): void {
    this.time += ms;
  }
}

/** The same database, with its clock turned by hand as well. */
function turned(database: Database, clock: Clock): Database {
  const over = (sql: Sql): Sql => ({
    query: (text, values) =>
      sql.query(text.replaceAll("now()", `'${clock.now().toISOString()}'::timestamptz`), values),
  });
  return {
    ...over(database),
    kind: database.kind,
    exec: (text) => database.exec(text),
    transaction: (work) => database.transaction((sql) => work(over(sql))),
    listen: (...how) => database.listen(...how),
    close: () => database.close(),
  };
}

interface Mapped {
  readonly id: string;
  readonly environmentId: string;
  configured: ConfiguredMapping;
}

onBothDatabases("schedules", (open) => {
  let clock: HandClock;
  /** What every environment has configured, or the error it answers with. */
  let configuration: Map<string, () => Promise<readonly ConfiguredMapping[]>>;
  let reminded: string[];

  beforeEach(async () => {
    clock = new HandClock();
    configuration = new Map();
    reminded = [];
    await open().query("delete from wave_sync.environment");
  });

  /** One of several connectors that share the database. */
  function connector(database: Database = open()): Schedule {
    const parts = {
      database: turned(database, clock),
      clock,
      logger: createLogger("silent", { write: () => {} }),
      environments: {
        get: async (id: string) => ({
          // Connected long before the connector started.
          environment: { connectedOn: new Date(0) },
          configuredMappings: () => configuration.get(id)!(),
        }),
      },
      queue: { remind: async (_queue: string, id: string) => void reminded.push(id) },
    };
    return new Schedule(parts as unknown as ScheduleParts);
  }

  async function round(...schedules: readonly Schedule[]): Promise<void> {
    await Promise.all(schedules.map((schedule) => schedule.look()));
    await Promise.all(schedules.map((schedule) => schedule.idle()));
  }

  /** A mapping in an environment of its own that was compared just now. */
  async function mapped(scheduleMinutes: number | null = null): Promise<Mapped> {
    const environment = await addEnvironment(open());
    const id = randomUUID();
    const each: Mapped = {
      id,
      environmentId: environment.id,
      configured: {
        id,
        connectionId: randomUUID(),
        name: "Contacts",
        status: "active",
        scheduleMinutes,
        scopeViewId: null,
      } as ConfiguredMapping,
    };
    configuration.set(environment.id, async () => [each.configured]);
    await saveMappingCursor(open(), environment.id, id, { comparedOn: clock.now() });
    return each;
  }

  async function runsOf({ environmentId }: Mapped): Promise<readonly string[]> {
    const rows = await open().query<{ kind: string }>(
      "select kind from wave_sync.run where environment_id = $1 order by created_on",
      [environmentId],
    );
    return rows.map((row) => row.kind);
  }

  async function endRunsOf({ environmentId }: Mapped): Promise<void> {
    await open().query(
      "update wave_sync.run set ended_on = now(), status = 'succeeded' where environment_id = $1",
      [environmentId],
    );
  }

  it("start a run when its time has come, once, however many connectors look", async () => {
    const mapping = await mapped();
    const [first, second] = [connector(), connector()];
    await round(first, second);
    expect(await runsOf(mapping)).toEqual([]);
    clock.turn(USUAL_MINUTES * MINUTE);
    await round(first, second, connector(), connector());
    expect(await runsOf(mapping)).toEqual(["scheduled"]);
    expect(reminded).toHaveLength(1);
    await endRunsOf(mapping);
    await round(first, second);
    expect(await runsOf(mapping)).toEqual(["scheduled"]);
    clock.turn(USUAL_MINUTES * MINUTE);
    await round(first, second);
    expect(await runsOf(mapping)).toEqual(["scheduled", "scheduled"]);
  });

  it("look at once for what was missed, when a connector starts", async () => {
    const mapping = await mapped();
    await round(connector());
    expect(await runsOf(mapping)).toEqual([]);
    clock.turn(MINUTE);
    await round(connector(), connector());
    expect(await runsOf(mapping)).toEqual(["scheduled"]);
  });

  it("look at once for what was missed, when a pause ends", async () => {
    const mapping = await mapped();
    const schedule = connector();
    await round(schedule);
    mapping.configured = { ...mapping.configured, status: "paused" };
    clock.turn(MINUTE);
    await round(schedule);
    expect(await runsOf(mapping)).toEqual([]);
    mapping.configured = { ...mapping.configured, status: "active" };
    await round(schedule);
    expect(await runsOf(mapping)).toEqual(["scheduled"]);
    await endRunsOf(mapping);
    await round(schedule);
    expect(await runsOf(mapping)).toEqual(["scheduled"]);
  });

  it("look at once for what was missed, when an environment lets the connector in again", async () => {
    const mapping = await mapped();
    const schedule = connector();
    await round(schedule);
    await setEnvironmentStatus(open(), mapping.environmentId, "needsSignIn", null);
    clock.turn(MINUTE);
    await round(schedule);
    await setEnvironmentStatus(open(), mapping.environmentId, "connected", null);
    await round(schedule);
    expect(await runsOf(mapping)).toEqual(["scheduled"]);
  });

  it("say when the next look comes", async () => {
    const { environmentId, id } = await mapped(30);
    await round(connector());
    expect(await listMappingCursors(open(), environmentId)).toEqual([
      { mappingId: id, comparedOn: clock.now(), nextRunOn: new Date(clock.now().getTime() + 30 * MINUTE) },
    ]);
  });

  it("leave the mapping to the run that is under way", async () => {
    const mapping = await mapped();
    await round(connector());
    clock.turn(USUAL_MINUTES * MINUTE);
    await round(connector());
    clock.turn(USUAL_MINUTES * MINUTE);
    await round(connector());
    expect(await runsOf(mapping)).toEqual(["scheduled"]);
  });

  it("compare everything once a day", async () => {
    const mapping = await mapped();
    await round(connector());
    clock.turn(DAY);
    await round(connector());
    expect(await runsOf(mapping)).toEqual(["reconcile"]);
    await endRunsOf(mapping);
    await saveMappingCursor(open(), mapping.environmentId, mapping.id, { comparedOn: clock.now() });
    clock.turn(USUAL_MINUTES * MINUTE);
    await round(connector());
    expect(await runsOf(mapping)).toEqual(["reconcile", "scheduled"]);
  });

  it("follow what an admin enters: minutes at once, 0 for never", async () => {
    const mapping = await mapped(600);
    await round(connector());
    mapping.configured = { ...mapping.configured, scheduleMinutes: 5 };
    clock.turn(MINUTE);
    await round(connector());
    expect(await runsOf(mapping)).toEqual(["scheduled"]);
    await endRunsOf(mapping);
    mapping.configured = { ...mapping.configured, scheduleMinutes: 0 };
    clock.turn(DAY);
    await round(connector());
    expect(await runsOf(mapping)).toEqual(["scheduled"]);
  });

  it("leave out paused mappings, those never imported, and environments that wait for a sign-in", async () => {
    const [paused, signedOut, waiting] = [await mapped(), await mapped(), await mapped()];
    paused.configured = { ...paused.configured, status: "paused" };
    await setEnvironmentStatus(open(), signedOut.environmentId, "needsSignIn", null);
    await open().query("update wave_sync.mapping_cursor set compared_on = null where environment_id = $1", [
      waiting.environmentId,
    ]);
    await round(connector());
    clock.turn(DAY);
    await round(connector());
    for (const mapping of [paused, signedOut, waiting]) expect(await runsOf(mapping)).toEqual([]);
  });

  it("go on for others while one environment fails, or never answers", async () => {
    const [failing, silent, fine] = [await mapped(), await mapped(), await mapped()];
    const schedule = connector();
    await round(schedule);
    configuration.set(failing.environmentId, async () => {
      throw new Error("Dataverse is away.");
    });
    let answer = (_mappings: readonly ConfiguredMapping[]) => {};
    configuration.set(silent.environmentId, () => new Promise((resolve) => (answer = resolve)));
    clock.turn(USUAL_MINUTES * MINUTE);
    await schedule.look();
    await schedule.look();
    answer([]);
    await schedule.idle();
    expect(await runsOf(fine)).toEqual(["scheduled"]);
    expect(await runsOf(failing)).toEqual([]);
  });
});
