import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { ConnectionStatus } from "../../../core/generated/schema";
import type { EnvironmentView, StatusResponse } from "../../../connector/connect/admin-api";
import { cureOf, describePause } from "../../../connector/cli/environment-problem";
import { runConnector, startRun, until, type TestConnector } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { connectBySigningIn } from "./support/browser";

describe("the app shows that somebody has to sign in", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let dataFolder: string;
  const settings = { adminKey: randomUUID(), encryptionKeys: [{ id: "test", key: randomBytes(32) }] };

  beforeEach(async () => {
    dataFolder = await mkdtemp(path.join(tmpdir(), "wave-sync-pause-"));
    dynamics = await startDynamics();
    connector = await runConnector({ ...settings, dataFolder });
    await connectBySigningIn(connector, dynamics);
  });
  afterEach(async () => {
    await connector?.close();
    await dynamics?.close();
    await rm(dataFolder, { recursive: true, force: true });
  });

  const status = () => dynamics.rows("wave_connection")[0]!.values.wave_connectionstatus;
  const paused = (): Promise<EnvironmentView> =>
    until("the pause", async () => {
      const { environments } = (await connector.admin("/status")).body as unknown as StatusResponse;
      return environments[0]!.status === "needsSignIn" && environments[0]!;
    });

  /** The application's own user in the environment. */
  const letApplicationIn = async (letIn: boolean): Promise<void> => {
    const user = dynamics.rows("systemuser").find(({ values }) => values.applicationid)!;
    await dynamics.platform.dataverse.update("systemuser", user.id, { isdisabled: !letIn });
  };

  it("though the person's tokens are refused at once, where the application has a user of its own", async () => {
    dynamics.platform.security.grants.endSessions();
    await startRun(connector);
    await paused();
    await until("the row", () => status() === ConnectionStatus.NeedsSignIn);
    expect((await paused()).pause).toMatchObject({ shownInApp: true });
  });

  it("later, where nothing let us write it at first: at the next start, or when somebody signs in", async () => {
    await letApplicationIn(false);
    dynamics.platform.security.grants.endSessions();
    await startRun(connector);
    const view = await paused();
    await until("the attempt", () => connector.log.some((line) => line.includes("could not be told why")));
    expect(status()).toBe(ConnectionStatus.Connected);
    expect((await paused()).pause).toMatchObject({ shownInApp: false });
    expect(cureOf(view)).toContain("wave-sync sign-in");
    expect(describePause(view.pause!)).toContain("The app can't show this");

    await connector.close();
    await letApplicationIn(true);
    connector = await runConnector({ ...settings, dataFolder });
    await until("the row", () => status() === ConnectionStatus.NeedsSignIn);

    await connectBySigningIn(connector, dynamics);
    expect(status()).toBe(ConnectionStatus.Connected);
    expect(dynamics.rows("wave_connection")[0]!.values.wave_code ?? null).toBeNull();
  });
});
