import { randomUUID } from "node:crypto";
import type { Database } from "../../../connector/database/database";
import { onceARow } from "../../../connector/runs/undo-entries";
import { journalOfRun, saveJournal } from "../../../connector/state/journal";
import { until } from "../support/connector";
import { startEngine, waveContact, type Engine } from "../support/engine";
import { contactsOf, withContacts } from "../support/with-contacts";

describe("a run keeps what it wrote, so that it can be taken back", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;
  const inRun = async (...names: Parameters<Engine["bring"]>[0]) => {
    const runId = randomUUID();
    await engine.bring(names, { trigger: "run", runId });
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
    wave().load([
      waveContact("made"),
      waveContact("joined", {
        lastName: "Joined",
        emails: [{ value: "joined@acme.example", primary: true }],
      }),
    ]);
    const joined = await engine.addRow({
      firstname: "Ines",
      lastname: "Joined",
      emailaddress1: "joined@acme.example",
    });
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

  it("what the system was told before somebody edited the row, with what the second try wrote", async () => {
    const row = await engine.linked("twice");
    wave().update("twice", { jobTitle: "Head" });
    await engine.editRow(row.id, { websiteurl: "https://acme.example" });
    const runId = randomUUID();
    const { connection } = await engine.sync();
    const adapter = withContacts(connection.adapter, {
      update: async (...what) => {
        const record = await contactsOf(connection.adapter).update(...what);
        await engine.editRow(row.id, { nickname: "Nes" });
        return record;
      },
    });
    await engine.bring([{ rowId: row.id }], {
      trigger: "run",
      runId,
      connection: { ...connection, adapter },
    });
    expect(engine.row(row.id)!.values).toMatchObject({ nickname: "Nes", jobtitle: "Head" });
    const [kept, ...others] = await journalOfRun(engine.database, engine.environmentId, runId, null, 10);
    expect(others).toHaveLength(0);
    expect(kept!.entry.fields).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ side: "dataverse", column: "jobtitle", before: "Buyer", after: "Head" }),
        expect.objectContaining({ side: "system", systemField: "website", before: null }),
      ]),
    );
  });

  it("of a record it wrote to twice, the values before the first write and after the last", async () => {
    const row = await engine.linked("again");
    const runId = randomUUID();
    for (const jobTitle of ["Head", "Chief"]) {
      wave().update("again", { jobTitle });
      await engine.bring([{ rowId: row.id }], { trigger: "run", runId });
    }
    const [kept] = await journalOfRun(engine.database, engine.environmentId, runId, null, 10);
    expect(kept!.entry.fields).toEqual([expect.objectContaining({ before: "Buyer", after: "Chief" })]);
  });

  it("a row it joined to one record after the other is read, and taken back, as one", async () => {
    const recordId = (await engine.linked("joined-first")).id;
    const runId = randomUUID();
    const field = { line: "jobTitle", side: "dataverse", column: "jobtitle" } as const;
    const entry = (externalId: string, before: string, after: string) => ({
      recordId,
      externalId,
      entry: { fields: [{ ...field, before, after }], linked: true },
    });
    const { database, environmentId } = engine;
    await saveJournal(database, environmentId, runId, [entry("z-first", "Buyer", "Head")]);
    await laterThanNow(database);
    await saveJournal(database, environmentId, runId, [entry("a-second", "Head", "Chief")]);
    const page = await journalOfRun(database, environmentId, runId, null, 1);
    expect(page.map((each) => each.externalId)).toEqual(["z-first", "a-second"]);
    expect(onceARow(page)).toEqual([entry("a-second", "Buyer", "Chief")]);
    expect(await journalOfRun(database, environmentId, runId, recordId, 1)).toHaveLength(0);
  });
});

/** The embedded database tells milliseconds: what is saved within the same one has no order. */
async function laterThanNow(database: Database): Promise<void> {
  const now = async () => (await database.query<{ at: Date }>("select now() as at"))[0]!.at.getTime();
  const before = await now();
  await until("the database's clock to move on", async () => (await now()) > before);
}
