import { readSettings } from "../../../connector/settings/read-settings";
import type { StatusResponse } from "../../../connector/connect/admin-api";
import { ConnectionStatus } from "../../../core/generated/schema";
import { startMailServer, type MailServer } from "../../support/mail-server";
import { runConnector, startRun, until, type TestConnector } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { connectBySigningIn } from "../sign-in/support/browser";

describe("when somebody has to sign in", () => {
  let dynamics: Dynamics;
  let server: MailServer;
  let connector: TestConnector | undefined;

  beforeAll(async () => {
    [dynamics, server] = await Promise.all([startDynamics(), startMailServer()]);
  });
  afterAll(async () => {
    await server?.close();
    await dynamics?.close();
  });
  afterEach(() => connector?.close());

  const pause = async (running: TestConnector) => {
    await connectBySigningIn(running, dynamics);
    dynamics.platform.security.grants.endSessions();
    await startRun(running);
    return until("the pause, shown in the app", async () => {
      const { environments } = (await running.admin("/status")).body as unknown as StatusResponse;
      return environments[0]!.pause?.shownInApp && environments[0]!;
    });
  };
  const row = () => dynamics.rows("wave_connection")[0]!.values;

  it("and no mail server is set, the app alone shows it", async () => {
    connector = await runConnector();
    const view = await pause(connector);
    expect(view.pause).toMatchObject({ shownInApp: true, adminsNotified: 0, adminsWaiting: 0 });
    expect(row()).toMatchObject({
      wave_connectionstatus: ConnectionStatus.NeedsSignIn,
      wave_code: "NEEDS_SIGN_IN",
    });
    expect(server.offered()).toBe(0);
    expect(connector.log.join()).not.toContain("by mail");
  });

  it("and one is set, the app shows it and the admin hears of it, and of its end", async () => {
    const { mail } = readSettings({
      WAVE_SYNC_SMTP_URL: server.url,
      WAVE_SYNC_NOTICE_FROM: "sync@example.com",
      WAVE_SYNC_NOTICE_TO: "de:anna@example.com",
    });
    connector = await runConnector({ mail });
    await pause(connector);
    const told = await until("the mail", () => server.mails[0]);
    const { host } = new URL(dynamics.url);
    expect(told.subject).toBe(`Wave Sync: erneute Anmeldung bei ${host} erforderlich`);
    expect(told.text).toContain(`${connector.url}/connect`);

    await connectBySigningIn(connector, dynamics);
    const over = await until("the mail about its end", () => server.mails[1]);
    expect(over.subject).toBe(`Wave Sync: ${host} wird wieder synchronisiert`);
    expect(row().wave_connectionstatus).toBe(ConnectionStatus.Connected);
  });
});
