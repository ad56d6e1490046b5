import { SyncStatus } from "../../../core/generated/schema";
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
});
