import type { StatusResponse } from "../../connector/connect/admin-api";
import { checkConnector, checkEnvironments } from "../../connector/cli/doctor/connector-checks";
import { checkDataverse } from "../../connector/cli/doctor/dataverse-checks";
import { openDataverse } from "../../connector/cli/dataverse-options";
import { steps } from "../../core/generated/schema";
import { connectTo, runConnector, type TestConnector } from "../connector/support/connector";
import { startDynamics, type Dynamics } from "../connector/support/dynamics";

describe("doctor, on a connection", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const status = async () => (await connector.admin("/status")).body as unknown as StatusResponse;
  const examine = async (webhookUrl?: string | null) => {
    const access = { clientId: "connector", clientSecret: "local", authority: `${dynamics.url}/local` };
    const known = webhookUrl === undefined ? (await status()).webhookUrl : webhookUrl;
    return checkDataverse(openDataverse({ url: dynamics.url, ...access }), { webhookUrl: known });
  };
  const last = async (webhookUrl?: string | null) => (await examine(webhookUrl)).at(-1)!;
  const change = (entitySet: string, id: string, values: object) =>
    dynamics.as("admin", "PATCH", `${entitySet}(${id})`, values);

  it("before it is made: Dynamics has no address to call", async () => {
    expect(await last()).toEqual({
      state: "failed",
      what: expect.stringContaining("isn't configured yet"),
      cure: 'Run "wave-sync connect".',
    });
  });

  it("once it is made: Dynamics calls this connector, with all its steps, and Wave tells of changes", async () => {
    await connectTo(connector, dynamics);
    const findings = await examine();
    expect(findings.map((finding) => finding.state)).toEqual(["ok", "ok", "ok", "ok", "ok"]);
    expect(findings[3]!.what).toBe(`Dynamics calls this connector at ${connector.url}`);
    expect(findings[4]!.what).toMatch(/9 for commands, 4 for changes/);
    expect(checkEnvironments(await status())).toEqual([
      { state: "ok", what: `${dynamics.url} is connected with Wave` },
      { state: "ok", what: "Wave sends changes in real time" },
    ]);
  });

  it("without being able to ask the connector: says where Dynamics calls, and not whose address that is", async () => {
    const none = await checkConnector({ connector: "http://127.0.0.1:1" });
    expect(none).toMatchObject({ finding: { state: "failed" }, status: null });
    expect((await examine(null))[3]).toEqual({
      state: "ok",
      what: `Dynamics calls a connector at ${connector.url}`,
    });
  });

  it("that points to another connector", async () => {
    const other = "https://sync.example.com/dataverse/webhook";
    expect(await last(other)).toMatchObject({
      state: "failed",
      what: expect.stringContaining(`expects to be called at ${other}`),
      cure: expect.stringContaining("WAVE_SYNC_PUBLIC_URL"),
    });
  });

  it("of which Wave does not tell what changes", async () => {
    const { environments, ...rest } = await status();
    const unheard = environments.map((each) => ({
      ...each,
      connections: each.connections.map((connection) => ({ ...connection, subscribed: false })),
    }));
    expect(checkEnvironments({ ...rest, environments: unheard }).at(-1)).toMatchObject({
      state: "failed",
      what: expect.stringContaining("only the scheduled check finds them"),
      cure: expect.stringContaining("WAVE_SYNC_PUBLIC_URL"),
    });
  });

  it("with a step switched off, or gone: names it and the cure, which helps", async () => {
    const step = steps.find(({ message, table }) => message === "Update" && table === "contact")!;
    await change("sdkmessageprocessingsteps", step.id, { statecode: 1, statuscode: 2 });
    expect(await last()).toMatchObject({
      state: "failed",
      what: "Switched off: Update of contact",
      cure: expect.stringContaining('Run "wave-sync connect"'),
    });
    await dynamics.as("admin", "DELETE", `sdkmessageprocessingsteps(${step.id})`);
    expect(await last()).toMatchObject({
      state: "failed",
      what: "1 of 13 webhook steps are missing: Update of contact",
      cure: expect.stringContaining('Run "wave-sync connect"'),
    });
    await connectTo(connector, dynamics);
    expect((await last()).state).toBe("ok");
  });
});
