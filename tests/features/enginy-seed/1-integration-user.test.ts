import { connection, ConnectionStatus } from "../../../core/generated/schema";
import { connectBySigningIn } from "../../connector/sign-in/support/browser";
import {
  connectTo,
  runConnector,
  startRun,
  until,
  type TestConnector,
} from "../../connector/support/connector";
import { startDynamics, type Dynamics } from "../../connector/support/dynamics";

const { columns } = connection;

describe("Enginy's set-up, Step 1: Integration User", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const row = () => dynamics.rows(connection.logicalName)[0]!.values;
  const emailOf = (signIn: string) =>
    dynamics
      .rows("systemuser")
      .map(({ values }) => String(values.internalemailaddress))
      .find((email) => email.startsWith(`${signIn}@`));

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("shows the email address of the account used to authenticate: an application's user", async () => {
    await connectTo(connector, dynamics);
    expect(row()[columns.integrationuser]).toBe(emailOf("connector"));
  });

  it("and a person's, once she has signed in", async () => {
    await connectBySigningIn(connector, dynamics);
    expect(row()[columns.integrationuser]).toBe(emailOf("admin"));
    expect(emailOf("admin")).toMatch(/@/);
  });

  it("if the token expires, the app asks to reconnect, and says so no more once somebody has", async () => {
    dynamics.platform.security.grants.endSessions();
    await startRun(connector);
    await until("the notice", () => row()[columns.connectionstatus] === ConnectionStatus.NeedsSignIn);
    expect(row()[columns.nextstep]).toMatch(/sign in again/);
    await connectBySigningIn(connector, dynamics);
    expect(row()[columns.connectionstatus]).toBe(ConnectionStatus.Connected);
    expect(row()[columns.nextstep] ?? null).toBeNull();
  });
});
