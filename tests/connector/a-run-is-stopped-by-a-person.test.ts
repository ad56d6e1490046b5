import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { OperationStatus, RunStatus } from "../../core/generated/schema";
import { generateContacts } from "../../local/samples";
import { ask, askFor, connectTo, runConnector, until, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { startKillable } from "./support/killable";
import { withoutEvents } from "./support/without-events";

/** More than one chunk. */
const CONTACTS = 2_500;
/** Pages of Wave that are answered before it takes its time: the first chunk is there by then, and the second is not. */
const PAGES_BEFORE = 5;

/** A preview of an undo looks at so many. */
const LOOKED = 2_000;

/** Wave answers some pages, and the next ones when it is let go. */
function holdWave(dynamics: Dynamics): () => void {
  let goOn = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  let pages = 0;
  const wave = jest.spyOn(dynamics.wave.faults, "before").mockImplementation(async () => {
    if (++pages > PAGES_BEFORE) await held;
    return undefined;
  });
  return () => {
    goOn();
    wave.mockRestore();
  };
}

const rowOf = (dynamics: Dynamics, runId: string) =>
  dynamics.rows("wave_run").find(({ id }) => id === runId)?.values;

/** A first import of which the first chunk is done. */
async function importHalf(dynamics: Dynamics): Promise<{ runId: string; goOn: () => void }> {
  const goOn = holdWave(dynamics);
  await askFor(dynamics, "wave_StartRun", { OperationId: randomUUID(), Kind: "firstImport" }, "admin");
  await until("the first chunk", () => dynamics.rows("wave_link").length > 0);
  const [run] = dynamics.rows("wave_run");
  await until("its progress", () => (rowOf(dynamics, run!.id)!.wave_created as number) > 0);
  return { runId: run!.id, goOn };
}

describe("a run that a person stops", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let runId: string;

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(generateContacts(CONTACTS, 3));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const contacts = () =>
    dynamics.rows("contact").filter(({ values }) => values.externaluseridentifier && values.statecode === 0)
      .length;

  it("stops between two chunks: what it did stays, and it says how far it came", async () => {
    const half = await importHalf(dynamics);
    runId = half.runId;
    const stopped = ask(dynamics, "wave_StartRun", { Kind: "stop", Run: runId }, "admin");
    await until("the wish to be known", () =>
      dynamics
        .rows("wave_operation")
        .some(
          ({ values }) =>
            String(values.wave_request).includes("stop") &&
            values.wave_operationstatus === OperationStatus.Running,
        ),
    );
    half.goOn();
    expect(await stopped).toMatchObject({
      ...{ status: "succeeded", code: "RUN_STOPPED" },
      result: { runIds: [runId] },
    });
    const row = rowOf(dynamics, runId)!;
    expect(row.wave_runstatus).toBe(RunStatus.Canceled);
    const done = row.wave_created as number;
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(CONTACTS);
    expect(contacts()).toBe(done);
    expect(row.wave_message).toContain(`Records it had finished by then: ${done}.`);
    expect(row.wave_startedby).toMatchObject({ table: "systemuser" });
  });

  it("is not there to be stopped any more, and says so", async () => {
    const again = await ask(dynamics, "wave_StartRun", { Kind: "stop", Run: runId, Language: 1031 }, "admin");
    expect(again).toMatchObject({ status: "failed", code: "RUN_NOT_RUNNING" });
    expect(again.message).toContain("nicht mehr im Gange");
    const none = await ask(dynamics, "wave_StartRun", { Kind: "stop" }, "admin");
    expect(none).toMatchObject({ status: "failed", code: "BAD_REQUEST" });
  });

  it("goes on where it stopped, in the same row, and counts all it did", async () => {
    const done = await ask(dynamics, "wave_StartRun", { Kind: "resume", Run: runId }, "admin");
    expect(done.result).toMatchObject({ runIds: [runId], counts: { created: CONTACTS } });
    expect(dynamics.rows("wave_run").map(({ id }) => id)).toEqual([runId]);
    const row = rowOf(dynamics, runId)!;
    expect(row).toMatchObject({ wave_created: CONTACTS, wave_total: CONTACTS });
    expect(row.wave_runstatus).not.toBe(RunStatus.Canceled);
    expect(contacts()).toBe(CONTACTS);
    const again = await ask(dynamics, "wave_StartRun", { Kind: "resume", Run: runId }, "admin");
    expect(again).toMatchObject({ status: "failed", code: "RUN_NOT_STOPPED" });
  });

  it("shows what it wrote, page by page, each record once", async () => {
    const seen = new Set<string>();
    let After: string | null = null;
    for (let pages = 0; pages < 2; pages++) {
      const more: object = After ? { After } : {};
      const { result } = await ask(
        dynamics,
        "wave_UndoRun",
        { Run: runId, Mode: "records", ...more },
        "admin",
      );
      expect(result.runRecords).toMatchObject({ total: CONTACTS, looked: 50 });
      for (const record of result.records) {
        expect(record).toMatchObject({ outcome: "created", name: expect.any(String) });
        const names = record.fields!.map(({ column }) => column);
        expect(names).toContain("externaluseridentifier");
        seen.add(record.recordId);
      }
      After = result.runRecords!.next;
    }
    expect(seen.size).toBe(100);
  });

  it("says what taking it back would do, and does nothing of it", async () => {
    const imported = dynamics.rows("contact").filter(({ values }) => values.externaluseridentifier);
    const row = [...imported].sort((a, b) => (a.id < b.id ? -1 : 1))[0]!;
    await dynamics.as("admin", "PATCH", `contacts(${row.id})`, { lastname: "Typed since" });
    const { result } = await ask(dynamics, "wave_UndoRun", { Run: runId, Mode: "preview" }, "admin");
    expect(result.counts).toMatchObject({ updated: LOOKED - 1, skipped: 1, failed: 0 });
    expect(result.runRecords).toEqual({
      ...{ total: CONTACTS, looked: LOOKED, next: expect.any(String) },
      ...{ partly: 0, deactivated: LOOKED - 1 },
    });
    const [stays] = result.records;
    expect(stays).toMatchObject({
      outcome: "skipped",
      recordId: row.id,
      problem: { code: "CHANGED_SINCE_RUN" },
    });
    expect(stays!.name).toContain("Typed since");
    expect(contacts()).toBe(CONTACTS);
    const undone = await ask(dynamics, "wave_UndoRun", { Run: runId }, "admin");
    expect(undone.result.counts).toMatchObject({ updated: CONTACTS - 1, skipped: 1, failed: 0 });
    expect(contacts()).toBe(1);
  });
});

describe("a run that is to stop, and whose connector dies", () => {
  it("is stopped by the one that is started next", async () => {
    const dynamics = await startDynamics();
    const folder = await mkdtemp(path.join(tmpdir(), "wave-sync-stopped-"));
    try {
      dynamics.wave.store.load(generateContacts(CONTACTS, 3));
      const first = await startKillable({ WAVE_SYNC_DATA: folder });
      await connectTo(first, dynamics);
      const { goOn, runId } = await importHalf(dynamics);
      const OperationId = randomUUID();
      await askFor(dynamics, "wave_StartRun", { OperationId, Kind: "stop", Run: runId }, "admin");
      const operation = () => dynamics.rows("wave_operation").find(({ id }) => id === OperationId)!.values;
      await until("the wish to be known", () => operation().wave_operationstatus === OperationStatus.Running);
      await first.kill();
      goOn();
      const done = dynamics.rows("contact").length;
      const second = await runConnector({
        dataFolder: folder,
        adminKey: undefined,
        encryptionKeys: undefined,
      });
      try {
        await until("its end", () => operation().wave_operationstatus === OperationStatus.Succeeded);
        expect(rowOf(dynamics, runId)!.wave_runstatus).toBe(RunStatus.Canceled);
        expect(dynamics.rows("contact")).toHaveLength(done);
      } finally {
        await second.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
      await dynamics.close();
    }
  });
});
