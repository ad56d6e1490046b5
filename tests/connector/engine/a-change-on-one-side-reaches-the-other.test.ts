import { SyncStatus } from "../../../core/generated/schema";
import { startEngine, waveContact, type Engine } from "../support/engine";

describe("a change on one side reaches the other", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;

  it("a new contact in Wave becomes a linked row", async () => {
    wave().load([waveContact("new")]);
    await engine.queue({ externalId: "new" });
    await engine.work();
    const row = engine.rowOf("new")!;
    expect(row.values).toMatchObject({ jobtitle: "Buyer", wave_syncstatus: SyncStatus.InSync });
    expect(engine.link("new")!.values).toMatchObject({
      wave_recordid: row.id,
      wave_linkstatus: SyncStatus.InSync,
    });
    expect(await engine.waiting()).toBe(0);
  });

  it("a new row becomes a contact in Wave, and carries its id", async () => {
    const id = await engine.addRow({ firstname: "Paul", lastname: "Roy", emailaddress1: "paul@roy.example" });
    await engine.queue({ rowId: id });
    await engine.work();
    const [contact] = wave()
      .all()
      .filter((each) => each.lastName === "Roy");
    expect(contact).toMatchObject({ firstName: "Paul" });
    expect(engine.row(id)!.values.externaluseridentifier).toBe(`wavecnct_${contact!.id}`);
    expect(engine.link(contact!.id)!.values.wave_recordid).toBe(id);
  });

  it("an edit in Wave reaches the row, whichever name it was queued by", async () => {
    const row = await engine.linked("w1");
    wave().update("w1", { jobTitle: "Head" });
    await engine.bring([{ rowId: row.id }]);
    expect(engine.row(row.id)!.values.jobtitle).toBe("Head");
    wave().update("w1", { jobTitle: "Chief" });
    await engine.bring([{ externalId: "w1" }]);
    expect(engine.row(row.id)!.values.jobtitle).toBe("Chief");
  });

  it("an edit in Dynamics reaches Wave, whichever name it was queued by", async () => {
    const row = await engine.linked("w2");
    await engine.editRow(row.id, { jobtitle: "Head" });
    await engine.bring([{ externalId: "w2" }]);
    expect(wave().get("w2").jobTitle).toBe("Head");
    await engine.editRow(row.id, { jobtitle: "Chief" });
    await engine.bring([{ rowId: row.id }]);
    expect(wave().get("w2").jobTitle).toBe("Chief");
  });

  it("both sides changed different fields: both changes arrive, nobody is asked", async () => {
    const row = await engine.linked("w3");
    wave().update("w3", { jobTitle: "Head" });
    await engine.editRow(row.id, { websiteurl: "https://acme.example" });
    const [result] = await engine.bring([{ rowId: row.id }]);
    expect(result).toMatchObject({ outcome: "updated" });
    expect(engine.row(row.id)!.values.jobtitle).toBe("Head");
    expect(wave().get("w3").website).toBe("https://acme.example");
  });

  it("two names of one pair give one result", async () => {
    const row = await engine.linked("w4");
    const results = await engine.bring([{ rowId: row.id }, { externalId: "w4" }]);
    expect(results).toHaveLength(1);
  });

  it("nothing changed: nothing is written anywhere, and the next look does the same", async () => {
    const row = await engine.linked("w5");
    const before = [engine.row(row.id)!.version, engine.link("w5")!.version, wave().get("w5")];
    const [result] = await engine.bring([{ rowId: row.id }]);
    expect(result).toMatchObject({ outcome: "unchanged" });
    expect([engine.row(row.id)!.version, engine.link("w5")!.version, wave().get("w5")]).toEqual(before);
  });

  it("a hundred changed records cost a handful of requests to Dataverse", async () => {
    const ids = Array.from({ length: 100 }, (_, n) => `many${n}`);
    wave().load(ids.map((id) => waveContact(id)));
    await engine.bring(ids.map((externalId) => ({ externalId })));
    for (const id of ids) wave().update(id, { jobTitle: "Head" });
    const sync = await engine.sync();
    const { counter } = sync;
    const results = await engine.bring(
      ids.map((externalId) => ({ externalId })),
      { counter },
    );
    expect(results.map((each) => each.outcome)).toEqual(ids.map(() => "updated"));
    expect(counter.sent).toBeLessThanOrEqual(12);
  });
});
