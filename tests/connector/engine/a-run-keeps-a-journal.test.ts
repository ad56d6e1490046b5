import { randomUUID } from "node:crypto";
import { journalOfRun } from "../../../connector/state/journal";
import { startEngine, waveContact, type Engine } from "../support/engine";

describe("a run keeps what it wrote, so that it can be taken back", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;
  const inRun = async (...names: Parameters<Engine["bring"]>[0]) => {
    const runId = randomUUID();
    await engine.bring(names, { door: "run", runId });
    return journalOfRun(engine.database, engine.environmentId, runId, null, 10);
  };

  it("values before and after, on both sides", async () => {
    const row = await engine.linked("edited");
    wave().update("edited", { jobTitle: "Head" });
    await engine.editRow(row.id, { websiteurl: "https://acme.example" });
    const [kept] = await inRun({ rowId: row.id });
    expect(kept).toMatchObject({ recordId: row.id, externalId: "edited" });
    expect(kept!.entry.fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ side: "dataverse", column: "jobtitle", before: "Buyer", after: "Head" }),
        expect.objectContaining({
          side: "system",
          systemField: "website",
          before: null,
          after: "https://acme.example",
        }),
      ]),
    );
    expect(kept!.entry.fields).toHaveLength(2);
  });

  it("what it created, and what it joined", async () => {
    wave().load([waveContact("made"), waveContact("joined", { lastName: "Joined", company: "Acme" })]);
    const joined = await engine.addRow({ firstname: "Ines", lastname: "Joined", company: "Acme" });
    const journal = await inRun({ externalId: "made" }, { externalId: "joined" });
    const entry = (id: string) => journal.find((each) => each.externalId === id)!;
    expect(entry("made").entry.created).toBe("dataverse");
    expect(entry("joined")).toMatchObject({ recordId: joined, entry: { linked: true } });
  });

  it("nothing where nothing was written, and nothing outside of runs", async () => {
    const row = await engine.linked("same");
    expect(await inRun({ rowId: row.id })).toHaveLength(0);
    const [{ many }] = (await engine.database.query<{ many: number }>(
      "select count(*)::int as many from wave_sync.journal where external_id = 'same'",
    )) as [{ many: number }];
    expect(many).toBe(0);
  });
});
