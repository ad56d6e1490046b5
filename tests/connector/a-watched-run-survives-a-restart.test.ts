import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { OperationStatus, RunKind } from "../../core/generated/schema";
import type { OperationResult } from "../../core/operation/types";
import { generateContacts } from "../../local/samples";
import { askFor, connectTo, runConnector, until } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { startKillable } from "./support/killable";

const CONTACTS = 3_000;
/** Pages of Wave that are answered before the kill: more than one chunk, and less than all. */
const PAGES_BEFORE = 5;

/** A person has asked for a run, and looks at the operation; the connector dies meanwhile. */
describe("an operation that watches a run", () => {
  let dynamics: Dynamics;
  let folder: string;

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(generateContacts(CONTACTS, 5));
    folder = await mkdtemp(path.join(tmpdir(), "wave-sync-watched-"));
  });

  afterAll(async () => {
    await rm(folder, { recursive: true, force: true });
    await dynamics?.close();
  });

  it("is told the end of that very run by the connector that is started next", async () => {
    const operationId = randomUUID();
    const operation = () => dynamics.rows("wave_operation").find(({ id }) => id === operationId)?.values;
    const first = await startKillable({ WAVE_SYNC_DATA: folder });
    await connectTo(first, dynamics);
    const body = { OperationId: operationId, Kind: "firstImport" };
    let goOn = () => {};
    const killed = new Promise<void>((resolve) => (goOn = resolve));
    let pages = 0;
    const wave = jest.spyOn(dynamics.wave.faults, "before").mockImplementation(async () => {
      pages += 1;
      if (pages > PAGES_BEFORE) await killed;
      return undefined;
    });
    expect((await askFor(dynamics, "wave_StartRun", body, "admin")).status).toBe(204);
    await until("the first of them", () => dynamics.rows("contact").length > 0);
    await first.kill();
    goOn();
    wave.mockRestore();
    expect(operation()!.wave_operationstatus).not.toBe(OperationStatus.Succeeded);
    expect(dynamics.rows("contact").length).toBeLessThan(CONTACTS);

    const second = await runConnector({ dataFolder: folder, adminKey: undefined, encryptionKeys: undefined });
    try {
      const ended = await until("its end", () => {
        const values = operation();
        return values?.wave_operationstatus === OperationStatus.Succeeded && values;
      });
      const result = JSON.parse(ended.wave_result as string) as OperationResult;
      expect(result.counts).toMatchObject({ created: CONTACTS, failed: 0 });
      expect(ended).toMatchObject({ wave_done: CONTACTS, wave_total: CONTACTS, wave_created: CONTACTS });
      // The one run, not a second one.
      const imports = dynamics
        .rows("wave_run")
        .filter(({ values }) => values.wave_runkind === RunKind.FirstImport);
      expect(imports.map(({ id }) => id)).toEqual(result.runIds);
      expect(dynamics.rows("contact")).toHaveLength(CONTACTS);
    } finally {
      await second.close();
    }
  });
});
