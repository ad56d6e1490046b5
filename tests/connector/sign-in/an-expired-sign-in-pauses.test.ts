import { randomUUID } from "node:crypto";
import { ConnectionStatus, OperationStatus } from "../../../core/generated/schema";
import type { EnvironmentView, StatusResponse } from "../../../connector/connect/admin-api";
import { EMPTY_CONTACT, type WaveContact } from "../../../local/sandboxes/wave";
import {
  callApi,
  importAll,
  runConnector,
  runEnd,
  startRun,
  until,
  type TestConnector,
} from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { connectBySigningIn } from "./support/browser";

/** Shorter than what the connector refreshes ahead: every request of its asks the authority. */
const SHORT_LIFE_S = 120;

describe("when a sign-in cannot be refreshed", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeEach(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    const now = "2026-01-05T09:00:00.000Z";
    dynamics.wave.store.load([
      { ...EMPTY_CONTACT, id: "w1", lastName: "Waits", createdAt: now, updatedAt: now } as WaveContact,
    ]);
  });

  afterEach(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const environment = async (): Promise<EnvironmentView> =>
    ((await connector.admin("/status")).body as unknown as StatusResponse).environments[0]!;

  const paused = () =>
    until("the pause", async () => {
      const view = await environment();
      return view.status === "needsSignIn" && view;
    });

  const connectionRow = () => dynamics.rows("wave_connection")[0]!.values;

  it("the connection needs a sign-in, what is queued stays, and signing in again goes on with it", async () => {
    const { authority, grants } = dynamics.platform.security;
    authority.setDelegatedLifetime(SHORT_LIFE_S);
    await connectBySigningIn(connector, dynamics);
    await importAll(connector);
    const contactId = dynamics.rows("contact")[0]!.id;

    grants.revokeRefreshTokens();
    const runId = await startRun(connector);
    const view = await paused();
    expect(view.problem).toMatchObject({ code: "NEEDS_SIGN_IN" });
    expect(view.problem!.nextStep).toContain("sign in again");
    await until("the row", () => connectionRow().wave_connectionstatus === ConnectionStatus.NeedsSignIn);
    expect(connectionRow()).toMatchObject({
      wave_code: "NEEDS_SIGN_IN",
      wave_message: expect.stringContaining("pending changes are kept"),
      wave_nextstep: expect.stringContaining("sign in again"),
    });

    // Asked while paused: taken, and kept.
    const operationId = randomUUID();
    const taken = await callApi(dynamics, "wave_Push", { ids: [contactId], as: "admin", operationId });
    expect(taken.status).toBe(204);
    expect((await environment()).operationsOpen).toBe(1);
    // Two rounds of the sweeper later it still waits, and nobody has worked in vain.
    const sweeps = () => connector.log.filter((line) => line.includes("Run begins")).length;
    const before = sweeps();
    await until("two rounds of the sweeper", pastIn(2_500));
    expect(sweeps()).toBe(before);
    expect((await connector.admin(`/runs/${runId}`)).body).toMatchObject({ status: "queued" });
    expect((await environment()).operationsOpen).toBe(1);

    authority.setDelegatedLifetime(3600);
    await connectBySigningIn(connector, dynamics);
    expect(await runEnd(connector, runId)).toMatchObject({ status: "succeeded", done: 1 });
    const operation = await until("the operation", async () => {
      const { body } = await dynamics.as("admin", "GET", `wave_operations(${operationId})`);
      return body.wave_operationstatus === OperationStatus.Succeeded && body;
    });
    expect(operation.wave_code).toBeNull();
    expect(await environment()).toMatchObject({ status: "connected", operationsOpen: 0 });
    expect(connectionRow()).toMatchObject({ wave_connectionstatus: ConnectionStatus.Connected });
    expect(connectionRow().wave_code ?? null).toBeNull();
    expect(dynamics.rows("contact")).toHaveLength(1);
  });

  it("a claims challenge of continuous access evaluation does the same", async () => {
    await connectBySigningIn(connector, dynamics);
    await importAll(connector);
    dynamics.platform.security.grants.endSessions();
    const runId = await startRun(connector);
    const view = await paused();
    expect(view.problem).toMatchObject({ code: "NEEDS_SIGN_IN" });
    const waiting = await until("the run's return to the queue", async () => {
      const { body } = await connector.admin(`/runs/${runId}`);
      return body.status === "queued" && body;
    });
    expect(waiting).not.toHaveProperty("problem");

    await connectBySigningIn(connector, dynamics);
    expect(await runEnd(connector, runId)).toMatchObject({ status: "succeeded", done: 1 });
  });

  it("tokens that end are refreshed without anybody noticing", async () => {
    dynamics.platform.security.authority.setDelegatedLifetime(SHORT_LIFE_S);
    await connectBySigningIn(connector, dynamics);
    expect(await importAll(connector)).toMatchObject({ status: "succeeded", done: 1 });
    expect((await environment()).status).toBe("connected");
  });
});

function pastIn(ms: number): () => boolean {
  const end = Date.now() + ms;
  return () => Date.now() > end;
}
