import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ConnectionStatus, OperationStatus } from "../../../core/generated/schema";
import type { EnvironmentView, StatusResponse } from "../../../connector/connect/admin-api";
import { cureOf, describePause } from "../../../connector/cli/environment-problem";
import {
  callApi,
  connectRequest,
  connectTo,
  importAll,
  runConnector,
  runEnd,
  startRun,
  until,
  type TestConnector,
} from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { plainContact, plainContacts, rowOf } from "../support/runs";

/** Shorter than what the connector refreshes ahead: every request of its asks the authority. */
const SHORT_LIFE_S = 240;
const CLIENT = "connector";

describe("when the authority refuses the application's client secret", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let dataFolder: string;
  const settings = { adminKey: randomUUID(), encryptionKeys: [{ id: "test", key: randomBytes(32) }] };
  const authority = () => dynamics.platform.security.authority;

  beforeAll(async () => {
    dataFolder = await mkdtemp(path.join(tmpdir(), "wave-sync-secret-"));
    dynamics = await startDynamics();
    dynamics.wave.store.load(plainContacts(3));
    connector = await runConnector({ ...settings, dataFolder });
    authority().setLifetime(SHORT_LIFE_S);
    await connectTo(connector, dynamics);
    await importAll(connector);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
    await rm(dataFolder, { recursive: true, force: true });
  });

  const environment = async (): Promise<EnvironmentView> =>
    ((await connector.admin("/status")).body as unknown as StatusResponse).environments[0]!;
  const paused = () =>
    until("the pause", async () => {
      const view = await environment();
      return view.status === "needsSignIn" && view;
    });
  const connectionRow = () => dynamics.rows("wave_connection")[0]!.values;

  it("syncing pauses, what is asked and what happens stays queued, and both the app and the operator say why", async () => {
    authority().setSecret(CLIENT, null);
    const runId = await startRun(connector);
    const view = await paused();
    expect(view.problem).toMatchObject({ code: "SECRET_REFUSED" });
    expect(cureOf(view)).toMatch(/new client secret.*wave-sync connect/);
    await until("the row", () => connectionRow().wave_connectionstatus === ConnectionStatus.NeedsSignIn);
    expect(connectionRow()).toMatchObject({
      wave_code: "SECRET_REFUSED",
      wave_message: expect.stringContaining("pending changes are kept"),
      wave_nextstep: expect.stringContaining("new client secret"),
    });
    expect(describePause((await paused()).pause!)).toContain("The app shows it.");

    // Whoever asks for another run hears the reason, not that nothing is connected.
    const asked = await connector.admin("/runs", { kind: "onDemand" });
    expect(asked).toMatchObject({
      status: 409,
      body: { error: { code: "ENVIRONMENT_PAUSED", message: expect.stringContaining("client secret") } },
    });

    // An operation and an event arrive while nothing can be done.
    const operationId = randomUUID();
    const ids = [rowOf(dynamics, "plain-00001")!.id];
    expect((await callApi(dynamics, "wave_Push", { ids, as: "admin", operationId })).status).toBe(204);
    dynamics.wave.store.create(plainContact(4));
    await until("the event", async () => (await environment()).recordsWaiting > 0);
    expect((await environment()).operationsOpen).toBe(1);
    const { body } = await connector.admin(`/runs/${runId}`);
    expect(body).toMatchObject({ status: "queued" });
    expect(body).not.toHaveProperty("problem");

    // Connecting with the new secret is all there is to do.
    authority().setSecret(CLIENT, "the new one");
    authority().setLifetime(3600);
    await connectTo(connector, dynamics, { clientSecret: "the new one" });
    expect((await runEnd(connector, runId)).status).toBe("succeeded");
    await until("the operation", async () => {
      const row = await dynamics.as("admin", "GET", `wave_operations(${operationId})`);
      return row.body.wave_operationstatus === OperationStatus.Succeeded;
    });
    await until("the event's row", () => rowOf(dynamics, "plain-00004"));
    expect(dynamics.rows("contact")).toHaveLength(4);
    expect(await environment()).toMatchObject({ status: "connected", operationsOpen: 0 });
    expect(connectionRow().wave_connectionstatus).toBe(ConnectionStatus.Connected);
    expect(connectionRow().wave_code ?? null).toBeNull();
  });

  it("and by itself, when the secret it has is taken again", async () => {
    authority().setSecret(CLIENT, "another one");
    await connector.close();
    connector = await runConnector({ ...settings, dataFolder });
    const view = await paused();
    expect(view.problem).toMatchObject({ code: "SECRET_REFUSED" });
    // A connector that has just started has no token left to write it there with: the operator reads that, too.
    expect(describePause(view.pause!)).toContain("The app can't show this");

    authority().setSecret(CLIENT, "the new one");
    await connector.close();
    connector = await runConnector({ ...settings, dataFolder });
    await until("the end of the pause", async () => (await environment()).status === "connected");
    expect(await importAll(connector)).toMatchObject({ status: "succeeded", done: 4 });
    expect(await environment()).not.toHaveProperty("problem");
  });

  it("a secret that was never right is refused when connecting, and nothing is paused", async () => {
    const answer = await connector.admin("/connect", {
      ...connectRequest(dynamics),
      clientSecret: "a guess",
    });
    expect(answer).toMatchObject({ status: 409, body: { error: { code: "SIGN_IN_REFUSED" } } });
    expect(await environment()).toMatchObject({ status: "connected" });
  });
});
