import {
  endChanges,
  leaseChanges,
  postponeChanges,
  queueChange,
  waitingChanges,
} from "../../../connector/state/changes";
import { addRun } from "../../../connector/state/runs";
import { addEnvironment } from "../support/environment";
import { onBothDatabases } from "../support/databases";
import { startEngine, waveContact, type Engine } from "../support/engine";
import { randomUUID } from "node:crypto";
import { contactsOf } from "../support/with-contacts";

onBothDatabases("queued records", (open) => {
  const someone = async (...ids: string[]) => {
    const { id: environmentId } = await addEnvironment(open());
    const mappingId = randomUUID();
    const again = (...externalIds: string[]) =>
      queueChange(open(), {
        environmentId,
        mappingId,
        why: "event",
        correlationId: randomUUID(),
        names: externalIds.map((externalId) => ({ externalId })),
      });
    await again(...ids);
    return { environmentId, again };
  };

  it("are taken by one worker each, however many ask", async () => {
    const { environmentId } = await someone("a", "b", "c");
    const taken = await Promise.all(
      ["one", "two", "three"].map((owner) => leaseChanges(open(), environmentId, owner, 2)),
    );
    const names = taken.flat().map(({ name }) => JSON.stringify(name));
    expect(names.sort()).toEqual([...new Set(names)]);
    expect(names).toHaveLength(3);
  });

  it("are looked at once, however many events there were", async () => {
    const { environmentId, again } = await someone("a");
    await again("a");
    await again("a");
    const changes = await leaseChanges(open(), environmentId, "one", 10);
    expect(changes).toHaveLength(1);
    await endChanges(open(), environmentId, "one", changes);
    expect(await waitingChanges(open(), environmentId)).toBe(0);
  });

  it("stay on the list when they were queued again while worked on, and are due at once", async () => {
    const { environmentId, again } = await someone("a", "b");
    const changes = await leaseChanges(open(), environmentId, "one", 10);
    await again("a");
    expect(await leaseChanges(open(), environmentId, "two", 10)).toHaveLength(0);
    await endChanges(open(), environmentId, "one", changes);
    const next = await leaseChanges(open(), environmentId, "two", 10);
    expect(next.map((each) => each.name)).toEqual([{ externalId: "a" }]);
    await again("a");
    await postponeChanges(open(), environmentId, "two", next, 60_000);
    expect(await leaseChanges(open(), environmentId, "three", 10)).toHaveLength(1);
  });

  it("wait their pause out after trouble", async () => {
    const { environmentId } = await someone("a");
    const changes = await leaseChanges(open(), environmentId, "one", 10);
    await postponeChanges(open(), environmentId, "one", changes, 60_000);
    expect(await leaseChanges(open(), environmentId, "two", 10)).toHaveLength(0);
    expect(await waitingChanges(open(), environmentId)).toBe(1);
  });
});

describe("working queued records off", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  afterEach(() => engine.dynamics.wave.faults.clear());
  const wave = () => engine.dynamics.wave.store;
  const ids = (prefix: string, many: number) => Array.from({ length: many }, (_, n) => `${prefix}${n}`);

  it("two workers do every record once", async () => {
    const all = ids("w", 150);
    wave().load(all.map((id) => waveContact(id)));
    await engine.queue(...all.map((externalId) => ({ externalId })));
    await Promise.all([engine.work(), engine.work()]);
    expect(await engine.waiting()).toBe(0);
    const rows = engine.dynamics.rows("contact").filter((row) => row.values.externaluseridentifier);
    expect(rows).toHaveLength(150);
    expect(new Set(rows.map((row) => row.values.externaluseridentifier)).size).toBe(150);
  });

  it("while Wave is away, nothing is lost: they wait, longer each time, and are done when it is back", async () => {
    const row = await engine.linked("away");
    await engine.editRow(row.id, { jobtitle: "Chief" });
    engine.dynamics.wave.faults.set({ down: "unavailable" });
    const pauses: number[] = [];
    await engine.queue({ rowId: row.id });
    for (let n = 0; n < 3; n++) {
      await engine.work();
      const [wait] = await engine.database.query<{ ms: number }>(
        "select extract(epoch from due_on - now())::float * 1000 as ms from wave_sync.change where environment_id = $1",
        [engine.environmentId],
      );
      pauses.push(Math.round(wait!.ms / 1000));
      await engine.skipPauses();
    }
    expect(pauses).toEqual([1, 2, 4]);
    expect(engine.dynamics.rows("wave_issue")).toHaveLength(0);
    engine.dynamics.wave.faults.clear();
    await engine.work();
    expect(wave().get("away").jobTitle).toBe("Chief");
    expect(await engine.waiting()).toBe(0);
  });

  it("one that is gone, or cannot be brought, is looked at again once the run is over that may have read it before", async () => {
    const sync = await engine.sync();
    const { id } = await addRun(engine.database, {
      id: randomUUID(),
      environmentId: engine.environmentId,
      connectionId: sync.connection.id,
      mappingId: sync.mapping.id,
      kind: "onDemand",
      correlationId: randomUUID(),
    });
    await engine.queue({ externalId: "gone-before-it-came" });
    await engine.work();
    expect(await engine.waiting()).toBe(1);
    // The run links what it had read: a contact that is not there any more.
    const row = await engine.linked("gone-before-it-came");
    wave().delete("gone-before-it-came");
    await engine.database.query("update wave_sync.run set ended_on = now() where id = $1", [id]);
    await engine.skipPauses();
    await engine.work();
    expect(await engine.waiting()).toBe(0);
    expect(engine.row(row.id)!.values.statecode).toBe(1);
  });

  it("one record's unexpected trouble holds up no other, and is told with its reference", async () => {
    wave().load(ids("x", 5).map((id) => waveContact(id)));
    const runtime = await engine.parts.environments.get(engine.environmentId);
    const [connection] = runtime.connections.values();
    const contacts = contactsOf(connection!.adapter);
    const readMany = contacts.readMany.bind(contacts);
    jest.spyOn(contacts, "readMany").mockImplementation((wanted, call) => {
      if (wanted.includes("x3")) throw new TypeError("nobody thought of this");
      return readMany(wanted, call);
    });
    await engine.queue(...ids("x", 5).map((externalId) => ({ externalId })));
    await engine.work();
    expect(ids("x", 5).filter((id) => engine.rowOf(id))).toEqual(["x0", "x1", "x2", "x4"]);
    const [issue] = engine.issues("UNEXPECTED");
    expect(issue!.values.wave_externalid).toBe("x3");
    const reference = String(issue!.values.wave_correlationid);
    expect(engine.log.some((line) => line.includes(reference) && line.includes("TypeError"))).toBe(true);
    expect(await engine.waiting()).toBe(1);
    jest.restoreAllMocks();
    await engine.skipPauses();
    await engine.work();
    expect(engine.rowOf("x3")).toBeDefined();
    expect(engine.issues("UNEXPECTED")[0]!.values.wave_issuestatus).toBe(628140001);
    expect(await engine.waiting()).toBe(0);
  });

  it("counts what became of them, and how long it took from the event", async () => {
    const metrics = await engine.parts.metrics.registry.metrics();
    expect(metrics).toMatch(/wave_sync_changes_total\{result="created"\} 1\d\d/);
    expect(metrics).toMatch(/wave_sync_changes_total\{result="postponed"\} [1-9]/);
    expect(metrics).toMatch(/wave_sync_event_to_row_seconds_count 1\d\d/);
  });

  it("a dead Wave is knocked at once, not by every chunk that waits, and all is done once it is back", async () => {
    const all = ids("knock", 500);
    wave().load(all.map((id) => waveContact(id)));
    await engine.queue(...all.map((externalId) => ({ externalId })));
    engine.dynamics.wave.faults.set({ down: "unavailable" });
    const waits = () => engine.log.filter((line) => line.includes("Queued records wait")).length;
    const told = waits();
    await Promise.all([engine.work(), engine.work()]);
    await engine.work();
    await engine.work();
    // Two workers were at it when it went away.
    expect(waits() - told).toBeLessThanOrEqual(2);
    expect(await engine.waiting()).toBe(500);
    engine.dynamics.wave.faults.clear();
    await engine.skipPauses();
    await engine.work();
    expect(await engine.waiting()).toBe(0);
    expect(engine.rowOf("knock499")).toBeDefined();
  });

  it("of records queued by several events, the log says which ids the one in the links stands for", async () => {
    wave().load([waveContact("several-1"), waveContact("several-2")]);
    await engine.queue({ externalId: "several-1" });
    await engine.queue({ externalId: "several-2" });
    const queued = await engine.database.query<{ id: string }>(
      "select correlation_id as id from wave_sync.change where record_key like 'external:several-%'",
    );
    await engine.work();
    const id = engine.link("several-1")!.values.wave_correlationid as string;
    const line = engine.log.find((text) => text.includes("correlationIds") && text.includes(id));
    for (const each of queued) expect(line).toContain(each.id);
  });
});
