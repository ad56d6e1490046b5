import { startEngine, type Engine } from "../support/engine";

describe("a contact of which both sides changed, and one side refuses its part", () => {
  let engine: Engine;
  beforeAll(async () => void (engine = await startEngine()));
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;

  it("Wave refuses: Dynamics is not written either, until Wave takes it", async () => {
    const { id: rowId } = await engine.linked("both-1", {
      jobTitle: "Buyer",
      website: "https://one.example",
    });
    await engine.editRow(rowId, { jobtitle: "Head" });
    wave().update("both-1", { website: "https://two.example" });
    engine.dynamics.wave.faults.set({ fail: { next: 1, status: 422, writesOnly: true } });
    const [refused] = await engine.bring([{ rowId }]);
    expect(refused).toMatchObject({ outcome: "failed", issue: { code: "SYSTEM_REJECTED" } });
    expect(engine.row(rowId)!.values.websiteurl).toBe("https://one.example");
    const [result] = await engine.bring([{ rowId }]);
    expect(result!.outcome).toBe("updated");
    expect(engine.row(rowId)!.values.websiteurl).toBe("https://two.example");
    expect(wave().get("both-1")).toMatchObject({ jobTitle: "Head", website: "https://two.example" });
  });
});
