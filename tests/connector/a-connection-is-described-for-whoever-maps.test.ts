import { randomUUID } from "node:crypto";
import { OperationKind } from "../../core/generated/schema";
import { askRow } from "../support/ask-row";
import { ask, connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { waveContact } from "./support/engine";

describe("wave_Describe", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let connectionId: string;

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load([waveContact("one")]);
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await importAll(connector);
    connectionId = dynamics.rows("wave_connection")[0]!.id;
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("tells of all connections what only the connector knows, and asks no system for it", async () => {
    const { result } = await ask(dynamics, "wave_Describe", {}, "admin");
    expect(result.description).toMatchObject({ version: expect.any(String), waiting: 0 });
    expect(result.description!.connections).toEqual([
      {
        id: connectionId,
        system: "Wave",
        subscribed: true,
        activities: false,
        mappings: [expect.objectContaining({ id: dynamics.rows("wave_mapping")[0]!.id })],
      },
    ]);
  });

  it("tells the fields of one, as the mapping's check knows them", async () => {
    const done = await ask(dynamics, "wave_Describe", { Connection: connectionId }, "admin");
    const [described] = done.result.description!.connections;
    const contact = described!.objects!.find(({ name }) => name === "contact")!;
    expect(contact.fields).toContainEqual(expect.objectContaining({ name: "jobTitle", type: "text" }));
    expect(contact).toMatchObject({ appended: false, rules: [{ table: "contact" }] });
    const { body } = await dynamics.as("admin", "GET", `wave_operations(${done.id})`);
    expect(body).toMatchObject({ wave_operationkind: OperationKind.Describe });
  });

  it("says so where there is no such connection", async () => {
    const done = await ask(dynamics, "wave_Describe", { Connection: randomUUID(), Language: 1031 }, "admin");
    expect(done).toMatchObject({ status: "failed", code: "NOT_CONNECTED" });
  });

  it("is not for sellers: the platform refuses the call", async () => {
    const OperationId = randomUUID();
    await dynamics.as("seller", "POST", "wave_operations", askRow("wave_Describe", { OperationId }));
    const { status } = await dynamics.as("seller", "POST", "wave_Describe", { OperationId });
    expect(status).toBe(403);
  });
});
