import { randomBytes } from "node:crypto";
import { connection, ConnectionStatus, mapping, MappingStatus } from "../../../core/generated/schema";
import { ENGINY_SANDBOX_KEY } from "../../../local/sandboxes/enginy";
import { Browser, makeLink, signInUpToCallback } from "../../connector/sign-in/support/browser";
import { readStored, tokensIn } from "../../connector/sign-in/support/stored";
import {
  connectTo,
  runConnector,
  runEnd,
  until,
  type TestConnector,
} from "../../connector/support/connector";
import { startDynamics, type Dynamics } from "../../connector/support/dynamics";
import { startPostgres } from "../../connector/support/postgres";
import { startMailServer, type MailServer } from "../../support/mail-server";

// "It shows the email address of the account used to authenticate the Dynamics connection. Enginy uses OAuth 2.0 (Microsoft MSAL) … only
// encrypted tokens are retained, and they refresh automatically in the background. … If the token expires, Enginy will show an in-app
// notification asking you to reconnect." What is said there of Enginy's server holds of the connector, which stands between the two.

const { columns } = connection;
const MANY = 100_000;
const DAY_MS = 24 * 60 * 60_000;
/** Shorter than what the connector refreshes ahead: it needs a new token again and again. */
const SHORT_LIFE_S = 120;
const ADMIN = "crm-admin@example.com";

describe("Enginy's set-up, Step 1: Integration User", () => {
  const key = { id: "first", key: randomBytes(32) };
  let postgres: Awaited<ReturnType<typeof startPostgres>>;
  let office: MailServer;
  let dynamics: Dynamics;
  let connector: TestConnector;
  let daysLater = 0;

  const request = () => ({
    system: "enginy",
    enginy: {
      apiBaseUrl: `${dynamics.url}/sandboxes/enginy/api`,
      apiKey: ENGINY_SANDBOX_KEY,
      requestsPerMinute: MANY,
    },
  });
  const signIn = async () => {
    const browser = new Browser();
    const { url } = await makeLink(connector, dynamics, request());
    expect((await browser.get(await signInUpToCallback(browser, url, dynamics))).status).toBe(200);
  };
  const run = async () => {
    const mappingId = dynamics.rows(mapping.logicalName)[0]!.id;
    const { body, status } = await connector.admin("/runs", { kind: "onDemand", mappingId });
    expect(status).toBe(202);
    return body.runId as string;
  };
  const row = () => dynamics.rows(connection.logicalName)[0]!.values;
  const stored = () => readStored({ databaseUrl: postgres.url }, key);
  const refreshToken = async () => Object.values((await stored()).cache!.RefreshToken)[0]!.secret;
  const emailOf = (name: string) =>
    dynamics
      .rows("systemuser")
      .map(({ values }) => String(values.internalemailaddress))
      .find((email) => email.startsWith(`${name}@`));
  const host = () => new URL(dynamics.url).host;

  beforeAll(async () => {
    [postgres, office] = await Promise.all([startPostgres(), startMailServer()]);
    dynamics = await startDynamics({ now: () => new Date(Date.now() + daysLater * DAY_MS) });
    dynamics.enginy.limits.set(MANY);
    connector = await runConnector({
      databaseUrl: postgres.url,
      encryptionKeys: [key],
      mail: {
        ...{ host: "127.0.0.1", port: office.port, secure: false, tlsRequired: false },
        from: "sync@example.com",
        to: [{ address: ADMIN, language: "en" }],
      },
    });
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
    await office?.close();
    await postgres?.stop();
  });

  it("shows the email address of the account used to authenticate: an application's user", async () => {
    await connectTo(connector, dynamics, request());
    expect(row()[columns.integrationuser]).toBe(emailOf("connector"));
  });

  it("and a person's, once she has signed in", async () => {
    dynamics.platform.security.authority.setDelegatedLifetime(SHORT_LIFE_S);
    for (const { id } of dynamics.rows(mapping.logicalName)) {
      const on = { [mapping.columns.mappingstatus]: MappingStatus.Active };
      await dynamics.as("admin", "PATCH", `${mapping.entitySet}(${id})`, on);
    }
    await signIn();
    expect(row()[columns.integrationuser]).toBe(emailOf("admin"));
    expect(emailOf("admin")).toMatch(/@/);
  });

  it("credentials are never stored in plain text: only encrypted tokens are retained", async () => {
    const { all, cache, keyId } = await stored();
    const tokens = tokensIn(cache!);
    expect([keyId, tokens.length]).toEqual(["first", 2]);
    for (const secret of [...tokens, ENGINY_SANDBOX_KEY, dynamics.enginy.crm.settings!.apiKey]) {
      expect(secret.length).toBeGreaterThan(10);
      expect(all).not.toContain(secret);
      expect(connector.log.join("")).not.toContain(secret);
    }
  });

  it("tokens refresh automatically in the background, and nobody is asked anything", async () => {
    const before = await refreshToken();
    expect(await runEnd(connector, await run())).toMatchObject({ status: "succeeded" });
    expect(await refreshToken()).not.toBe(before);
    expect(row()).toMatchObject({ [columns.connectionstatus]: ConnectionStatus.Connected });
    expect(row()[columns.nextstep] ?? null).toBeNull();
    expect(office.mails).toEqual([]);
  });

  it.each([
    ["a password change", () => dynamics.platform.security.grants.revokeRefreshTokens()],
    ["90+ days of inactivity", () => void (daysLater += 91)],
    ["an end to all of the user's sessions", () => dynamics.platform.security.grants.endSessions()],
  ])("if the token expires after %s, the app asks to reconnect, and so does a mail", async (_why, expire) => {
    const told = office.mails.length;
    expire();
    await run();
    await until("the notice", () => row()[columns.connectionstatus] === ConnectionStatus.NeedsSignIn);
    expect(row()[columns.nextstep]).toMatch(/sign in again/);
    const mail = await until("the mail", () => office.mails[told]);
    expect(mail).toMatchObject({ to: [ADMIN], subject: `Wave Sync: sign in to ${host()} again` });
    expect(mail.text).toContain("wave-sync sign-in");

    await signIn();
    expect(row()[columns.connectionstatus]).toBe(ConnectionStatus.Connected);
    expect(row()[columns.nextstep] ?? null).toBeNull();
    const over = await until("the mail that says it is over", () => office.mails[told + 1]);
    expect(over.subject).toBe(`Wave Sync: ${host()} is syncing again`);
  });
});
