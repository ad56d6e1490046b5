import type { Sync } from "../../../connector/pipeline/sync";
import { importCandidates } from "../../../connector/runs/import-candidates";
import { importRecords } from "../../../connector/runs/import-chunk";
import { startEngine, waveContact, type Engine } from "../support/engine";
import { contactsOf } from "../support/with-contacts";

/** More than any small number that could be treated with more care. */
const MANY = 300;

describe("what a person types while hundreds of rows are written", () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
    const ids = Array.from({ length: MANY }, (_, at) => `bulk-${at}`);
    wave().load(ids.map((id) => waveContact(id)));
    await engine.bring(ids.map((externalId) => ({ externalId })));
  });
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;
  const ids = () =>
    wave()
      .all()
      .map((contact) => contact.id);

  /** A sync in which somebody edits a row after all were read, and before the first is written. */
  async function interrupted(changes: Partial<Sync>, edit: () => Promise<void>): Promise<Sync> {
    const sync = await engine.sync(changes);
    let done: Promise<void> | undefined;
    const client = new Proxy(sync.runtime.client, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (typeof member !== "function") return member;
        if (name !== "writes" && name !== "bulk") return member.bind(target) as unknown;
        return async (...args: unknown[]) => {
          await (done ??= edit());
          return member.apply(target, args) as unknown;
        };
      },
    });
    const runtime = Object.create(sync.runtime, { client: { value: client } }) as typeof sync.runtime;
    const lines = sync.mapping.lines.map((line) => ({ ...line, conflict: "dataverse" as const }));
    return { ...sync, runtime, mapping: { ...sync.mapping, lines } };
  }

  it("survives a comparison", async () => {
    for (const id of ids()) wave().update(id, { jobTitle: "Head" });
    const mine = engine.rowOf("bulk-7")!.id;
    const sync = await interrupted({ trigger: "run" }, () => engine.editRow(mine, { jobtitle: "Hers" }));
    const results = await engine.bring(
      ids().map((externalId) => ({ externalId })),
      sync,
    );
    expect(results).toHaveLength(MANY);
    expect(results.filter(({ outcome }) => outcome === "updated")).toHaveLength(MANY);
    expect(engine.row(mine)!.values.jobtitle).toBe("Hers");
    expect(wave().get("bulk-7").jobTitle).toBe("Hers");
    expect(engine.rowOf("bulk-8")!.values.jobtitle).toBe("Head");
  });

  it("survives an import that is started again", async () => {
    for (const id of ids()) wave().update(id, { jobTitle: "Chief" });
    const mine = engine.rowOf("bulk-9")!.id;
    const changes = { trigger: "run", direction: "toDataverse" } as const;
    const sync = await interrupted(changes, () => engine.editRow(mine, { jobtitle: "Hers" }));
    const records = await contactsOf(sync.connection.adapter).readMany(ids(), { correlationId: "-" });
    const { candidates } = await importCandidates(sync, new Date());
    const processed = await importRecords(sync, records, candidates);
    expect(processed).toHaveLength(MANY);
    expect(engine.row(mine)!.values.jobtitle).toBe("Hers");
    expect(engine.rowOf("bulk-8")!.values.jobtitle).toBe("Chief");
  });
});
