import { findConnection, keepConnection } from "../../connector/cli/solution/kept-connection";
import { openDataverse } from "../../connector/cli/dataverse-options";
import { API_STEPS } from "../../connector/environment/steps/webhook-steps";
import * as schema from "../../core/generated/schema";
import { connectTo, operate, runConnector, type TestConnector } from "../connector/support/connector";
import { startDynamics, type Dynamics } from "../connector/support/dynamics";
import { runImport } from "./support/import";

describe.each([
  ["unmanaged", []],
  ["managed", ["--managed"]],
])("importing the %s zip again, on a connected environment", (kind, args) => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let said: string;
  let before: ReturnType<typeof state>;

  const update = schema.steps.find((step) => step.message === "Update")!;
  const state = () => ({
    endpoint: dynamics.rows("serviceendpoint").map(({ values }) => [values.url, values.isauthvalueset]),
    steps: dynamics
      .rows("sdkmessageprocessingstep")
      .map(({ values }) => [values.name, values.statecode, values.filteringattributes])
      .sort(),
    connections: dynamics.rows("wave_connection").map(({ values }) => values.wave_connectionstatus),
    mappings: dynamics.rows("wave_mapping").map(({ values }) => values.wave_fieldmap),
    keys: dynamics.platform.dataverse.kernel.model.table("contact")!.keys.get("wave_contactexternalkey")!
      .indexStatus,
  });

  beforeAll(async () => {
    dynamics = await startDynamics({ withSolution: false });
    connector = await runConnector();
    await runImport(dynamics, ...args);
    await connectTo(connector, dynamics);
    // As a mapping of other columns, and an admin, leave them.
    await dynamics.as("connector", "PATCH", `sdkmessageprocessingsteps(${update.id})`, {
      filteringattributes: "address1_city,firstname",
    });
    await dynamics.as("admin", "PATCH", `sdkmessageprocessingsteps(${schema.steps[0].id})`, {
      statecode: 1,
      statuscode: 2,
    });
    before = state();
    said = await runImport(dynamics, ...args);
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("leaves connection, endpoint, steps, mappings and keys as they were", () => {
    expect(state()).toEqual(before);
    expect(before.endpoint).toEqual([[`${connector.url}/dataverse/webhook`, true]]);
    expect(before.steps).toHaveLength(API_STEPS.length + schema.steps.length);
    expect(before.keys).toBe("Active");
  });

  it("says what it had to put back, and asks nobody to connect again", () => {
    const overwritten = /Put back what the import had overwritten: the connector's address, the step/;
    if (kind === "unmanaged") expect(said).toMatch(overwritten);
    else expect(said).not.toContain("Put back");
    expect(said).not.toContain("wave-sync connect");
  });

  it("a push still reaches the connector", async () => {
    const { body } = await dynamics.as("seller", "POST", "contacts", { lastname: "Vasseur" });
    expect(body).toEqual({});
    const [row] = dynamics.rows("contact");
    const { result } = await operate(dynamics, "wave_Push", { ids: [row!.id], as: "admin" });
    expect(result.records).toHaveLength(1);
  });

  it("where a step or the secret is gone, it says that somebody has to connect again", async () => {
    const access = { clientId: "admin", clientSecret: "local", authority: `${dynamics.url}/local` };
    const dataverse = openDataverse({ url: dynamics.url, ...access });
    const connection = (await findConnection(dataverse))!;
    expect(await keepConnection(dataverse, { ...connection, hasSecret: false })).toMatchObject({
      connectAgain: true,
    });
    await dynamics.as("admin", "DELETE", `sdkmessageprocessingsteps(${API_STEPS[0]!.id})`);
    expect(await runImport(dynamics, ...args)).toContain('Run "wave-sync connect" again');
  });
});
