import { SyncStatus } from "../../../core/generated/schema";
import { takeBack } from "../../../connector/runs/undo";
import { startEngine, type Engine } from "../support/engine";

describe("an ended link stays ended until somebody asks", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;
  const unlinked = async (id: string) => {
    const row = await engine.linked(id);
    wave().delete(id);
    await engine.bring([{ externalId: id }], { policies: { onSystemDelete: "keep" } });
    return row;
  };

  it("events leave the row alone, without an issue", async () => {
    const row = await unlinked("alone");
    await engine.editRow(row.id, { jobtitle: "Chief" });
    const before = wave().size;
    const [result] = await engine.bring([{ rowId: row.id }]);
    expect(result).toMatchObject({ outcome: "skipped", issue: { code: "UNLINKED" } });
    expect(wave().size).toBe(before);
    expect(engine.dynamics.rows("wave_issue")).toHaveLength(0);
    expect(engine.row(row.id)!.values.wave_syncstatus).toBe(SyncStatus.Unlinked);
  });

  it("a push makes a new contact in Wave, and its id takes the former one's place", async () => {
    const row = await unlinked("former");
    const [result] = await engine.bring([{ rowId: row.id }], { trigger: "push", direction: "toSystem" });
    expect(result).toMatchObject({ outcome: "created" });
    const id = result!.externalId!;
    expect(id).not.toBe("former");
    expect(wave().get(id).jobTitle).toBe("Buyer");
    expect(engine.row(row.id)!.values).toMatchObject({
      externaluseridentifier: `wavecnct_${id}`,
      wave_syncstatus: SyncStatus.InSync,
    });
    expect(engine.link(id)!.values).toMatchObject({
      wave_recordid: row.id,
      wave_linkstatus: SyncStatus.InSync,
    });
    // The former link stays for whoever looks things up, and is in nobody's way.
    expect(engine.link("former")!.values).toMatchObject({ wave_linkstatus: SyncStatus.Unlinked });
    expect(engine.link("former")!.values.wave_recordid ?? null).toBeNull();
    wave().update(id, { jobTitle: "Head" });
    await engine.bring([{ externalId: id }]);
    expect(engine.row(row.id)!.values.jobtitle).toBe("Head");
  });

  it("a pull of a row whose contact is back takes the link up again", async () => {
    const row = await engine.linked("back");
    const kept = wave().get("back");
    wave().delete("back");
    await engine.bring([{ externalId: "back" }], { policies: { onSystemDelete: "keep" } });
    wave().load([{ ...kept, jobTitle: "Returned" }]);
    const [left] = await engine.bring([{ externalId: "back" }]);
    expect(left).toMatchObject({ outcome: "skipped", issue: { code: "UNLINKED" } });
    await engine.bring([{ rowId: row.id }], { trigger: "pull", direction: "toDataverse" });
    expect(engine.link("back")!.values.wave_linkstatus).toBe(SyncStatus.InSync);
    await engine.bring([{ externalId: "back" }]);
    wave().update("back", { jobTitle: "Head" });
    await engine.bring([{ externalId: "back" }]);
    expect(engine.row(row.id)!.values.jobtitle).toBe("Head");
  });

  it("taken up again after an undo, what somebody typed over the run's value is still the newer one", async () => {
    const row = await engine.linked("undone", { jobTitle: "Buyer", website: "https://two.example" });
    await engine.editRow(row.id, { jobtitle: "Hers" });
    const sync = await engine.sync({ trigger: "run" });
    const wrote = (line: string, column: string, before: string, after: string) =>
      ({ line, side: "dataverse", column, systemField: line, before, after }) as const;
    const fields = [
      wrote("jobTitle", "jobtitle", "Clerk", "Buyer"),
      wrote("website", "websiteurl", "https://one.example", "https://two.example"),
    ];
    await takeBack(
      sync,
      [{ externalId: "undone", recordId: row.id, entry: { fields, linked: true } }],
      async () => {},
    );
    expect(engine.link("undone")!.values.wave_linkstatus).toBe(SyncStatus.Unlinked);
    expect(engine.row(row.id)!.values).toMatchObject({ jobtitle: "Hers", websiteurl: "https://one.example" });
    const lines = sync.mapping.lines.map((line) => ({ ...line, conflict: "system" as const }));
    const mapping = { ...sync.mapping, lines };
    await engine.bring([{ rowId: row.id }], { trigger: "push", direction: "toSystem", mapping });
    await engine.bring([{ rowId: row.id }], { mapping });
    // She had seen the run's value. Of what went back, both sides have not agreed any more: the line's policy says who wins.
    expect(wave().get("undone")).toMatchObject({ jobTitle: "Hers", website: "https://two.example" });
    expect(engine.row(row.id)!.values).toMatchObject({
      jobtitle: "Hers",
      websiteurl: "https://two.example",
    });
  });
});
