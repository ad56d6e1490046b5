import { randomUUID } from "node:crypto";
import { OperationKind, OperationStatus, RunStatus } from "../../core/generated/schema";
import { ask, askFor, connectTo, runConnector, until, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { waveContact } from "./support/engine";
import { withoutEvents } from "./support/without-events";

describe("runs on demand", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let runId: string;

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(["one", "two", "three"].map((id) => waveContact(id)));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("are not for sellers: the platform refuses the call", async () => {
    for (const [api, more] of [
      ["wave_StartRun", {}],
      ["wave_UndoRun", { Run: randomUUID() }],
    ] as const) {
      const answer = await dynamics.as("seller", "POST", api, { OperationId: randomUUID(), ...more });
      expect(answer.status).toBe(403);
    }
    expect(dynamics.rows("wave_operation")).toHaveLength(0);
    expect(dynamics.rows("wave_run")).toHaveLength(0);
  });

  it("start over every active mapping, and the operation tells how the run ended", async () => {
    const done = await ask(dynamics, "wave_StartRun", { Kind: "firstImport" }, "admin");
    expect(done).toMatchObject({
      status: "succeeded",
      result: { counts: { created: 3 }, runIds: [expect.any(String)] },
    });
    runId = done.result.runIds![0]!;
    expect(dynamics.rows("wave_run").map((run) => run.id)).toContain(runId);
    expect(dynamics.rows("contact")).toHaveLength(3);
    const { body } = await dynamics.as("admin", "GET", `wave_operations(${done.id})`);
    expect(body).toMatchObject({
      wave_operationkind: OperationKind.StartRun,
      wave_created: 3,
      wave_done: 3,
      wave_total: 3,
    });
  });

  it("say in the asker's language that there is no such mapping", async () => {
    const done = await ask(dynamics, "wave_StartRun", { Mapping: randomUUID(), Language: 1031 }, "admin");
    expect(done).toMatchObject({ status: "failed", code: "NOT_CONNECTED" });
    expect(done.message).toMatch(/^Keine Verbindung synchronisiert/);
  });

  it("cannot be undone before they have ended: whoever asks is told to wait, and the run goes on", async () => {
    const { faults } = dynamics.wave;
    const before = faults.before.bind(faults);
    let goOn = () => {};
    const held = new Promise<void>((resolve) => (goOn = resolve));
    // Wave takes its time.
    faults.before = (method) => held.then(() => before(method));
    const OperationId = randomUUID();
    const { status } = await askFor(dynamics, "wave_StartRun", { OperationId, Kind: "onDemand" }, "admin");
    expect(status).toBe(204);
    try {
      const run = await until("the run", () =>
        dynamics.rows("wave_run").find(({ values }) => values.wave_runstatus === RunStatus.Running),
      );
      const runs = dynamics.rows("wave_run").length;
      const done = await ask(dynamics, "wave_UndoRun", { Run: run.id }, "admin");
      expect(dynamics.rows("wave_run")).toHaveLength(runs);
      expect(done).toMatchObject({
        status: "failed",
        code: "RUN_NOT_FINISHED",
        message: expect.stringMatching(/still in progress/),
        nextStep: expect.stringMatching(/[Ww]ait/),
      });
    } finally {
      faults.before = before;
      goOn();
    }
    await until("its end", () =>
      dynamics
        .rows("wave_operation")
        .some(
          ({ id, values }) => id === OperationId && values.wave_operationstatus === OperationStatus.Succeeded,
        ),
    );
    expect(dynamics.rows("contact")).toHaveLength(3);
  });

  it("are undone: what the run made is taken back, once", async () => {
    const done = await ask(dynamics, "wave_UndoRun", { Run: runId }, "admin");
    expect(done).toMatchObject({ status: "succeeded", result: { runIds: [expect.any(String)] } });
    expect(dynamics.rows("contact").filter((row) => row.values.statecode === 0)).toHaveLength(0);
    const again = await ask(dynamics, "wave_UndoRun", { Run: runId, Language: 3082 }, "admin");
    expect(again).toMatchObject({ status: "failed", code: "RUN_ALREADY_UNDONE" });
  });

  it("that nobody remembers cannot be undone, and say so", async () => {
    const done = await ask(dynamics, "wave_UndoRun", { Run: randomUUID() }, "admin");
    expect(done).toMatchObject({ status: "failed", code: "RUN_TOO_OLD" });
  });
});
