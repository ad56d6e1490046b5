import { IssueStatus, SyncStatus } from "../../../core/generated/schema";
import type { Database, Sql } from "../../../connector/database/database";
import { preview } from "../../../connector/pipeline/sync-records";
import { failureKeys } from "../../../connector/pipeline/report/save-results";
import type { Sync } from "../../../connector/pipeline/sync";
import { forgetFailures } from "../../../connector/state/failures";
import { startEngine, waveContact, type Changes, type Engine } from "../support/engine";
import { contactsOf } from "../support/with-contacts";

const BAD = "bad";
const OWNER = "boom@contoso.example";

/** A database that takes nothing in which this stands; as Postgres says it of a character it does not keep. */
function refusing(database: Database, text: string): Database {
  const guard = (sql: Sql): Sql => ({
    query: (statement, values) => {
      if (statement.includes("insert into wave_sync.link_state") && JSON.stringify(values).includes(text))
        return Promise.reject(
          Object.assign(new Error("unsupported Unicode escape sequence"), { code: "22P05" }),
        );
      return sql.query(statement, values);
    },
  });
  return {
    ...guard(database),
    kind: database.kind,
    exec: (statements) => database.exec(statements),
    transaction: (work) => database.transaction((sql) => work(guard(sql))),
    listen: (...given) => database.listen(...given),
    close: () => database.close(),
  };
}

describe("whatever is thrown about one record", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine?.close());
  afterEach(() => jest.restoreAllMocks());

  const contactsNow = async () => {
    const runtime = await engine.parts.environments.get(engine.environmentId);
    return contactsOf([...runtime.connections.values()][0]!.adapter);
  };
  const open = (id: string) =>
    engine.dynamics
      .rows("wave_issue")
      .filter((row) => row.values.wave_externalid === id && row.values.wave_issuestatus === IssueStatus.Open);

  /** Somebody has put it right, and says so. */
  const forget = async (id: string) =>
    forgetFailures(
      engine.database,
      engine.environmentId,
      failureKeys(await engine.sync(), { externalId: id, rowId: engine.rowOf(id)!.id }),
    );

  /** Seven records of which one throws: what a sync has to differ in for that. */
  const STAGES: Readonly<Record<string, (bad: string) => Promise<Changes>>> = {
    "while reading": async (bad) => {
      const contacts = await contactsNow();
      const readMany = contacts.readMany.bind(contacts);
      jest.spyOn(contacts, "readMany").mockImplementation((ids, call) => {
        if (ids.includes(bad)) throw new RangeError("nobody thought of this");
        return readMany(ids, call);
      });
      return {};
    },
    "while planning": async () => {
      const { owners } = await engine.sync();
      const ownerFor: typeof owners.ownerFor = (person) => {
        if (person === OWNER) throw new TypeError("nobody thought of this");
        return owners.ownerFor(person);
      };
      return { owners: { ...owners, personOf: (id) => owners.personOf(id), ownerFor } };
    },
    "while writing": async (bad) => {
      const runtime = await engine.parts.environments.get(engine.environmentId);
      const bulk = runtime.client.bulk.bind(runtime.client);
      jest.spyOn(runtime.client, "bulk").mockImplementation((message, table, rows, call) => {
        if (table.logicalName === "contact" && JSON.stringify(rows).includes(bad))
          throw new SyntaxError("nobody thought of this");
        return bulk(message, table, rows, call);
      });
      return {};
    },
    "while saving": async (bad) => ({ database: refusing(engine.database, bad) }),
  };

  describe.each(Object.keys(STAGES))("%s", (stage) => {
    const id = (name: string) => `${stage.replaceAll(" ", "-")}-${name}`;
    const names = ["a", "b", "c", BAD, "d", "e", "f"].map(id);
    let changes: Changes;

    it("is an issue that names it, and all others are synced", async () => {
      engine.dynamics.wave.store.load(
        names.map((each) =>
          waveContact(
            each,
            stage === "while planning" && each === id(BAD) ? { assignedTo: { email: OWNER } } : {},
          ),
        ),
      );
      changes = await STAGES[stage]!(id(BAD));
      const results = await engine.bring(
        names.map((externalId) => ({ externalId })),
        changes,
      );
      const failed = results.filter(({ outcome }) => outcome === "failed");
      expect(failed.map(({ externalId, issue }) => [externalId, issue?.code])).toEqual([
        [id(BAD), "UNEXPECTED"],
      ]);
      expect(names.filter((each) => engine.rowOf(each) && engine.link(each))).toEqual(
        stage === "while saving" ? names : names.filter((each) => each !== id(BAD)),
      );
      for (const each of names.filter((name) => name !== id(BAD)))
        expect(engine.rowOf(each)!.values.wave_syncstatus).not.toBe(SyncStatus.Failed);
      const [issue, ...more] = open(id(BAD));
      expect(more).toEqual([]);
      expect(issue!.values.wave_code).toBe("UNEXPECTED");
      const line = engine.log.find(
        (text) => text.includes(String(issue!.values.wave_correlationid)) && text.includes("others go on"),
      );
      expect(line).toContain('"error"');
    });

    it("is never resolved by what fails again, and is set aside the second time", async () => {
      changes = await STAGES[stage]!(id(BAD));
      const [again] = await engine.bring([{ externalId: id(BAD) }], changes);
      expect(again).toMatchObject({ outcome: "failed", issue: { code: "PARKED" } });
      expect(open(id(BAD)).map((row) => row.values.wave_code)).toEqual(["PARKED"]);
      const row = engine.rowOf(id(BAD));
      // What was written before it failed says that it failed.
      if (row) expect(row.values.wave_syncstatus).toBe(SyncStatus.Parked);
    });

    it("is over once nothing is thrown any more", async () => {
      if (stage !== "while saving")
        engine.dynamics.wave.store.update(id(BAD), { jobTitle: "Chief", assignedTo: null });
      else await forget(id(BAD));
      const [result] = await engine.bring([{ externalId: id(BAD) }]);
      expect(result!.outcome).toBe(stage === "while saving" ? "unchanged" : "created");
      expect(open(id(BAD)).filter((row) => row.values.wave_code !== "OWNER_UNKNOWN")).toEqual([]);
      expect(engine.link(id(BAD))).toBeDefined();
    });
  });

  it("is shown in a preview beside what would become of the others", async () => {
    const rows = [
      await engine.linked("seen-1"),
      await engine.linked("seen-2"),
      await engine.linked("seen-3"),
    ];
    const contacts = await contactsNow();
    const readMany = contacts.readMany.bind(contacts);
    jest.spyOn(contacts, "readMany").mockImplementation((ids, call) => {
      if (ids.includes("seen-2")) throw new RangeError("nobody thought of this");
      return readMany(ids, call);
    });
    const sync: Sync = await engine.sync({ trigger: "preview" });
    const results = await preview(
      sync,
      rows.map(({ id }) => ({ rowId: id })),
    );
    expect(results.map(({ rowId, outcome, issue }) => [rowId, outcome, issue?.code])).toEqual([
      [rows[0]!.id, "unchanged", undefined],
      [rows[1]!.id, "failed", "UNEXPECTED"],
      [rows[2]!.id, "unchanged", undefined],
    ]);
    expect(open("seen-2")).toEqual([]);
  });

  it("a side that is away is nobody's own trouble: nothing is tried one by one, and no issue is made", async () => {
    const away = ["away-1", "away-2", "away-3", "away-4"];
    engine.dynamics.wave.store.load(away.map((each) => waveContact(each)));
    engine.dynamics.wave.faults.set({ down: "unavailable" });
    const names = away.map((externalId) => ({ externalId }));
    await expect(engine.bring(names)).rejects.toMatchObject({ code: "SYSTEM_UNREACHABLE" });
    engine.dynamics.wave.faults.clear();
    expect(away.flatMap(open)).toEqual([]);
  });

  it("nor is a database that is away", async () => {
    engine.dynamics.wave.store.load([waveContact("no-database-1"), waveContact("no-database-2")]);
    const gone = Object.assign(new Error("terminating connection"), { code: "57P01" });
    const database: Database = {
      ...engine.database,
      query: engine.database.query.bind(engine.database),
    } as Database;
    const failing = { ...database, transaction: () => Promise.reject(gone) } as Database;
    const names = ["no-database-1", "no-database-2"].map((externalId) => ({ externalId }));
    await expect(engine.bring(names, { database: failing })).rejects.toBe(gone);
    expect(["no-database-1", "no-database-2"].flatMap(open)).toEqual([]);
  });
});
