import { randomUUID } from "node:crypto";
import type { Result } from "../../../connector/pipeline/item";
import { ImportProgress } from "../../../connector/runs/import-progress";
import { progressOf, type RunWork } from "../../../connector/runs/run-work";
import { addRun, endRun, findRun, leaseRun, returnRun, type Run } from "../../../connector/state/runs";
import { workOnRun } from "../../../connector/runs/work-on-run";
import { startEngine, waveContact, type Engine } from "../support/engine";

/** Chunks of an import are saved as soon as they are done, and the run comes further in their order. */
describe("a chunk that is done before the one in front of it", () => {
  let engine: Engine;
  beforeAll(async () => void (engine = await startEngine()));
  afterAll(() => engine?.close());

  async function newRun(): Promise<string> {
    const { database, environmentId, mappingId } = engine;
    const { connection } = await engine.sync();
    const { id } = await addRun(database, {
      ...{ id: randomUUID(), environmentId, mappingId, kind: "firstImport" },
      ...{ connectionId: connection.id, correlationId: randomUUID() },
    });
    return id;
  }

  /** An attempt at the run, as far as its progress looks at it. */
  async function attempt(id: string) {
    const owner = randomUUID();
    const run = (await leaseRun(engine.database, id, owner))!;
    const { parts } = engine;
    const work = { parts, run, owner, counter: { sent: 0, throttled: 0 }, tell: async () => {} };
    return { run, owner, progress: new ImportProgress(work as unknown as RunWork, progressOf(run)) };
  }

  const results = (outcome: Result["outcome"], ...ids: readonly string[]) =>
    ids.map((externalId) => ({ externalId, outcome, warnings: [], item: {} }) as unknown as Result);
  const chunk = (next: string | null) => ({ records: [], next, total: 4 });
  const rowOf = async (id: string) =>
    (
      await engine.database.query<Pick<Run, "ahead" | "counts" | "cursor">>(
        "select ahead, counts, cursor from wave_sync.run where id = $1",
        [id],
      )
    )[0]!;

  it("is remembered until the run has come past it, and counted then", async () => {
    const id = await newRun();
    const { owner, progress } = await attempt(id);
    const save = (work: (sql: Engine["database"]) => Promise<() => void>) =>
      engine.database.transaction(async (sql) => work(sql as Engine["database"])).then((then) => then());
    await save((sql) => progress.saveAhead(sql, results("created", "three", "four")));
    expect(await rowOf(id)).toMatchObject({
      cursor: null,
      ahead: { three: "created", four: "created" },
      counts: { created: 0 },
    });
    await save((sql) => progress.save(sql, chunk("2"), results("created", "one", "two")));
    expect(await rowOf(id)).toMatchObject({ cursor: "2", counts: { created: 2 } });
    await save((sql) => progress.save(sql, chunk(null), results("created", "three", "four")));
    expect(await rowOf(id)).toEqual({
      cursor: null,
      ahead: {},
      counts: expect.objectContaining({ created: 4 }),
    });
    await endRun(engine.database, id, owner, "succeeded", null);
  });

  it("is found done by the attempt after a crash, and counted as what was done to it", async () => {
    const id = await newRun();
    const first = await attempt(id);
    await engine.database.transaction((sql) => first.progress.saveAhead(sql, results("created", "two")));
    await returnRun(engine.database, id, first.owner);
    const again = await attempt(id);
    const both = [...results("created", "one"), ...results("unchanged", "two")];
    await engine.database.transaction((sql) => again.progress.save(sql, chunk(null), both));
    expect(await rowOf(id)).toMatchObject({ ahead: {}, counts: { created: 2, unchanged: 0 } });
    await endRun(engine.database, id, again.owner, "succeeded", null);
  });

  it("is counted at the end where its record was deleted in the system meanwhile", async () => {
    engine.dynamics.wave.store.load([waveContact("stays"), waveContact("goes")]);
    const id = await newRun();
    const first = await attempt(id);
    // An attempt that has imported its second chunk, and died before the first was saved.
    await engine.bring([{ externalId: "goes" }]);
    await engine.database.transaction((sql) => first.progress.saveAhead(sql, results("created", "goes")));
    await returnRun(engine.database, id, first.owner);
    engine.dynamics.wave.store.delete("goes");
    await workOnRun(engine.parts, id);
    expect(await findRun(engine.database, id)).toMatchObject({
      status: "succeeded",
      ahead: null,
      counts: { created: 2, failed: 0, unchanged: 0 },
    });
  });
});
