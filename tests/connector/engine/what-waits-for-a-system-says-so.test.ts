import { SyncStatus } from "../../../core/generated/schema";
import { readDetails } from "../../../core/sync/details";
import type { Identity } from "../support/dynamics";
import { startEngine, waveContact, type Engine } from "../support/engine";

const { InSync, Parked, Pending, NeedsAttention } = SyncStatus;

describe("while Wave is away, the rows that wait for it say so in lists", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  afterEach(async () => {
    engine.dynamics.wave.faults.clear();
    await engine.skipPauses();
    await engine.work();
  });

  const shown = (id: string) => engine.row(id)!.values.wave_syncstatus;
  const details = (id: string) => readDetails(engine.row(id)!.values.wave_syncdetails).systems[0]!;
  /** What of a row nobody may touch who only says that it waits. */
  const agreed = (id: string) => {
    const { status: _status, ...rest } = details(id);
    return { on: engine.row(id)!.values.wave_syncedon, ...rest };
  };
  const edit = async (id: string, jobtitle: string, as?: Identity) => {
    await engine.editRow(id, { jobtitle }, as);
    await engine.queue({ rowId: id });
  };
  const versions = () =>
    engine.dynamics
      .rows("contact")
      .map(({ version }) => version)
      .join();

  it("those concerned only, and nothing else of them changes; in sync again once it is done", async () => {
    const [row, other] = [await engine.linked("one"), await engine.linked("two")];
    const before = agreed(row.id);
    const untouched = engine.row(other.id)!.version;
    engine.dynamics.wave.faults.set({ down: "unavailable" });
    await edit(row.id, "Chief");
    await engine.work();
    expect(shown(row.id)).toBe(Pending);
    expect(details(row.id).status).toBe("Pending");
    expect(agreed(row.id)).toEqual(before);
    expect(shown(other.id)).toBe(InSync);
    expect(engine.row(other.id)!.version).toBe(untouched);
    engine.dynamics.wave.faults.clear();
    await engine.skipPauses();
    await engine.work();
    expect(engine.dynamics.wave.store.get("one").jobTitle).toBe("Chief");
    expect(shown(row.id)).toBe(InSync);
    expect(details(row.id).status).toBe("InSync");
  });

  it("what waits is said once: trying again in vain writes nothing", async () => {
    const row = await engine.linked("once");
    engine.dynamics.wave.faults.set({ down: "disconnect" });
    await edit(row.id, "Chief");
    await engine.work();
    expect(shown(row.id)).toBe(Pending);
    const after = versions();
    for (let n = 0; n < 3; n++) {
      await engine.skipPauses();
      await engine.work();
    }
    expect(versions()).toBe(after);
  });

  it("nobody's knocking is needed for it: what comes while Wave is left alone says so at once", async () => {
    const [first, later] = [await engine.linked("first"), await engine.linked("later")];
    engine.dynamics.wave.faults.set({ down: "unavailable" });
    await edit(first.id, "Chief");
    await engine.work();
    const knocks = () => engine.log.filter((line) => line.includes("Queued records wait")).length;
    const before = knocks();
    await edit(later.id, "Deputy");
    await engine.work();
    expect(shown(later.id)).toBe(Pending);
    expect(knocks()).toBe(before);
    expect(await engine.waiting()).toBe(2);
  });

  it("so does a row whose write Wave did not answer", async () => {
    const row = await engine.linked("write");
    engine.dynamics.wave.faults.set({ fail: { next: 20, status: 503, writesOnly: true } });
    await edit(row.id, "Chief");
    await engine.work();
    expect(shown(row.id)).toBe(Pending);
  });

  it("what was told by an event of Wave waits as well", async () => {
    const row = await engine.linked("told");
    engine.dynamics.wave.store.update("told", { jobTitle: "Chief" });
    engine.dynamics.wave.faults.set({ down: "unavailable" });
    await engine.queue({ externalId: "told" });
    await engine.work();
    expect(shown(row.id)).toBe(Pending);
  });

  it("what needs a person goes on saying that", async () => {
    const row = await engine.linked("person", { assignedTo: { email: "nobody@contoso.example" } });
    expect(shown(row.id)).toBe(NeedsAttention);
    engine.dynamics.wave.faults.set({ down: "unavailable" });
    await edit(row.id, "Chief", "admin");
    await engine.work();
    expect(shown(row.id)).toBe(NeedsAttention);
  });

  it("a row that nothing is joined to waits for nobody", async () => {
    engine.dynamics.wave.faults.set({ down: "unavailable" });
    const id = await engine.addRow({ firstname: "Paul", lastname: "Roy" });
    const { version } = engine.row(id)!;
    await engine.queue({ rowId: id });
    await engine.work();
    expect(engine.row(id)!.version).toBe(version);
  });

  it("saying so is no change of a person's: hers before it is still the newest", async () => {
    const row = await engine.linked("newest");
    await engine.editRow(row.id, { jobtitle: "From the row" });
    const person = engine.row(row.id)!.values.modifiedon;
    engine.dynamics.wave.faults.set({ down: "unavailable" });
    await engine.queue({ rowId: row.id });
    await engine.work();
    const [state] = await engine.database.query<{ person_on: Date; stamped_on: Date }>(
      "select person_on, stamped_on from wave_sync.link_state where external_id = 'newest'",
    );
    expect(state!.person_on.toISOString()).toBe(new Date(String(person)).toISOString());
    expect(shown(row.id)).toBe(Pending);
  });

  it("a row that somebody takes out of the sync while it waits is shown as set aside, with its edit unsent", async () => {
    const row = await engine.linked("leaves");
    engine.dynamics.wave.faults.set({ down: "unavailable" });
    await edit(row.id, "Chief");
    await engine.work();
    expect(shown(row.id)).toBe(Pending);
    engine.dynamics.wave.faults.clear();
    await engine.database.query(
      `insert into wave_sync.failure (environment_id, record_key, code, state, parked)
       select environment_id, connection_id || '/contact/external:leaves', 'IGNORED', '*', true
       from wave_sync.link_state where external_id = 'leaves'`,
    );
    await engine.skipPauses();
    await engine.work();
    expect(shown(row.id)).toBe(Parked);
    expect(details(row.id)).toMatchObject({ status: "Parked", code: "IGNORED" });
    expect(await engine.waiting()).toBe(0);
  });

  it("all of them say so, also those that no try has come to yet", async () => {
    const ids = Array.from({ length: 150 }, (_, n) => `many${n}`);
    engine.dynamics.wave.store.load(ids.map((id) => waveContact(id)));
    await engine.bring(ids.map((externalId) => ({ externalId })));
    engine.dynamics.wave.faults.set({ down: "unavailable" });
    await engine.queue(...ids.map((externalId) => ({ externalId })));
    // The first try meets a Wave that is away; the others are not tried any more.
    await engine.work();
    await engine.work();
    expect(ids.filter((id) => engine.rowOf(id)!.values.wave_syncstatus === Pending)).toHaveLength(150);
  });
});
