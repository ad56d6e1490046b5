import { randomUUID } from "node:crypto";
import { DatabaseAwayError } from "../../../connector/database/away-error";
import type { Database } from "../../../connector/database/database";
import { workOnRun } from "../../../connector/runs/work-on-run";
import { addRun, type RunKind } from "../../../connector/state/runs";
import { startEngine, waveContact, type Engine } from "../support/engine";

/** The database is away after one of two records is saved, so that the run goes on some time later. */
describe("a run that goes on after one record of two was saved", () => {
  let engine: Engine;
  beforeEach(async () => void (engine = await startEngine()));
  afterEach(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;

  /** What saves links ends like this, one after the other: two together not at all, then the first alone, then the database is away. */
  function failing(database: Database): Database {
    const ends = [new Error("Two are too many."), undefined, new DatabaseAwayError("unreachable")];
    return {
      ...database,
      query: (text, values) => database.query(text, values),
      transaction: (work) =>
        database.transaction(async (sql) => {
          let savesLinks = false;
          const done = await work({
            query: (text, values) => {
              savesLinks ||= text.includes("insert into wave_sync.link_state");
              return sql.query(text, values);
            },
          });
          const end = savesLinks ? ends.shift() : undefined;
          if (end) throw end;
          return done;
        }),
    };
  }

  /** Begins a run. */
  async function begun(kind: RunKind, parts = engine.parts): Promise<string> {
    const { database, environmentId, mappingId } = engine;
    const { connection } = await engine.sync();
    const { id } = await addRun(database, {
      ...{ id: randomUUID(), environmentId, mappingId, kind },
      ...{ connectionId: connection.id, correlationId: randomUUID() },
    });
    await workOnRun(parts, id);
    return id;
  }

  /** Begins a run that is interrupted. Gives what lets it go on, and its row then. */
  async function interrupted(kind: RunKind) {
    const { database, parts } = engine;
    const id = await begun(kind, { ...parts, database: failing(database) });
    return async () => {
      await database.query(
        "update wave_sync.run set lease_until = now() - interval '1 second', due_on = now() - interval '1 second' where id = $1",
        [id],
      );
      await workOnRun(parts, id);
      return engine.dynamics.platform.dataverse.get("wave_run", id)!.values;
    };
  }

  it("an import has created both", async () => {
    wave().load([waveContact("one"), waveContact("two")]);
    const goOn = await interrupted("firstImport");
    expect(engine.link("one")).toBeDefined();
    expect(await goOn()).toMatchObject({ wave_created: 2, wave_unchanged: 0 });
  });

  it("a comparison has what somebody changed meanwhile in the first looked at again", async () => {
    const rows = [await engine.linked("one"), await engine.linked("two")];
    await begun("onDemand");
    for (const { id } of rows) await engine.editRow(id, { jobtitle: "Head" });
    const goOn = await interrupted("scheduled");
    // Rows are looked at in the order of their ids.
    const saved = ["one", "two"].sort((a, b) => (engine.rowOf(a)!.id < engine.rowOf(b)!.id ? -1 : 1))[0]!;
    await engine.editRow(engine.rowOf(saved)!.id, { jobtitle: "Chief" });
    expect(await goOn()).toMatchObject({ wave_updated: 2 });
    await engine.work();
    expect(wave().get(saved).jobTitle).toBe("Chief");
  });
});
