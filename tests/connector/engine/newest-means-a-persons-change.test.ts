import { SyncStatus } from "../../../core/generated/schema";
import { startEngine, waveContact, YEAR_AGO, type Engine } from "../support/engine";

const MINUTE = 60_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

describe("the newest change is a person's, not our own mark", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;
  /** As if Wave's contact had been changed then. */
  const changedInWave = (id: string, at: string, jobTitle: string) => {
    const contact = wave().get(id);
    wave().load([{ ...contact, jobTitle, updatedAt: at }]);
  };
  const marks = async (id: string) => {
    const [state] = await engine.database.query<{ person_on: Date | null; stamped_on: Date | null }>(
      "select person_on, stamped_on from wave_sync.link_state where environment_id = $1 and external_id = $2",
      [engine.environmentId, id],
    );
    return state!;
  };

  it("our own write to a row is no person's change", async () => {
    const row = await engine.linked("mark");
    await engine.editRow(row.id, { websiteurl: "https://acme.example" });
    const person = new Date(String(engine.row(row.id)!.values.modifiedon)).getTime();
    // Sending the website marks the row with a new status only if it had another; a change from Wave writes it for sure.
    wave().update("mark", { jobTitle: "Head" });
    await engine.bring([{ rowId: row.id }]);
    const { person_on, stamped_on } = await marks("mark");
    expect(person_on!.getTime()).toBe(person);
    expect(stamped_on!.getTime()).toBeGreaterThanOrEqual(person);
  });

  it("Wave's change wins over a row that only we have touched since", async () => {
    const row = await engine.linked("ours");
    // A person's change lies half an hour back; what came after it was our own mark.
    await engine.editRow(row.id, { jobtitle: "From the row" });
    await engine.database.query(
      `update wave_sync.link_state set person_on = $1, stamped_on = now() where external_id = 'ours'`,
      [ago(30 * MINUTE)],
    );
    await engine.editRow(row.id, { department: "marked" }, "connector");
    changedInWave("ours", ago(10 * MINUTE), "From Wave");
    const [result] = await engine.bring([{ rowId: row.id }]);
    expect(result).toMatchObject({ outcome: "updated" });
    expect(engine.row(row.id)!.values.jobtitle).toBe("From Wave");
  });

  it("our mark on a row of which nothing could be synced is no person's change either", async () => {
    const row = await engine.linked("refused");
    await engine.editRow(row.id, { jobtitle: "From the row" });
    const person = new Date(String(engine.row(row.id)!.values.modifiedon)).getTime();
    engine.dynamics.wave.faults.set({ fail: { next: 1, status: 422, writesOnly: true } });
    const [result] = await engine.bring([{ rowId: row.id }]);
    engine.dynamics.wave.faults.clear();
    expect(result!.outcome).toBe("failed");
    expect(engine.row(row.id)!.values.wave_syncstatus).toBe(SyncStatus.Failed);
    const { person_on, stamped_on } = await marks("refused");
    expect(person_on!.getTime()).toBe(person);
    expect(stamped_on).not.toBeNull();
  });

  it("where a mark of ours was never remembered, nobody knows who was newer: a person is asked", async () => {
    const row = await engine.linked("unknown");
    await engine.editRow(row.id, { jobtitle: "From the row" });
    await engine.editRow(row.id, { wave_syncedon: new Date().toISOString() }, "connector");
    await engine.database.query(
      "update wave_sync.link_state set person_on = null, stamped_on = null where external_id = 'unknown'",
    );
    changedInWave("unknown", ago(10 * MINUTE), "From Wave");
    const [result] = await engine.bring([{ rowId: row.id }]);
    expect(result).toMatchObject({ outcome: "conflict", issue: { code: "CONFLICT" } });
    expect(engine.row(row.id)!.values.jobtitle).toBe("From the row");
    expect(wave().get("unknown").jobTitle).toBe("From Wave");
  });

  it("and so where all it left on a row that was never joined is a status", async () => {
    const id = await engine.addRow({
      ...{ firstname: "Ines", lastname: "Vasseur status", jobtitle: "From the row" },
      emailaddress1: "status@people.example",
    });
    await engine.editRow(id, { wave_syncstatus: SyncStatus.Failed }, "connector");
    const emails = [{ value: "status@people.example", primary: true }];
    wave().load([
      waveContact("status", { ...{ emails, jobTitle: "From Wave" }, updatedAt: ago(10 * MINUTE) } as object),
    ]);
    const [result] = await engine.bring([{ externalId: "status" }]);
    expect(result).toMatchObject({ outcome: "conflict", issue: { code: "CONFLICT" } });
    expect(wave().get("status").jobTitle).toBe("From Wave");
    expect(engine.row(id)!.values.jobtitle).toBe("From the row");
  });

  it("a person's change a minute ago wins over Wave's ten minutes ago", async () => {
    const row = await engine.linked("person");
    await engine.editRow(row.id, { jobtitle: "From the row" });
    changedInWave("person", ago(10 * MINUTE), "From Wave");
    await engine.bring([{ rowId: row.id }]);
    expect(wave().get("person").jobTitle).toBe("From the row");
  });

  it("our own write to Wave does not make Wave look newer: the base says who changed what", async () => {
    const row = await engine.linked("base", { updatedAt: YEAR_AGO });
    await engine.editRow(row.id, { jobtitle: "First" });
    await engine.bring([{ rowId: row.id }]);
    // Wave's own time is that of our write now, and later than the row's last change would be.
    changedInWave("base", new Date(Date.now() + MINUTE).toISOString(), "First");
    await engine.editRow(row.id, { jobtitle: "Second" });
    await engine.bring([{ rowId: row.id }]);
    expect(wave().get("base").jobTitle).toBe("Second");
    expect(engine.row(row.id)!.values.jobtitle).toBe("Second");
  });
});
