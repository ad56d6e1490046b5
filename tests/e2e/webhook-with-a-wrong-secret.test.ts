import { randomUUID } from "node:crypto";
import { eventually } from "../support/eventually";
import { World } from "../support/world";

const WRONG = "guessed-secret-7f3a";

describe("a webhook with a wrong secret", () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start();
    await world.connect();
  });
  afterAll(() => world?.close());

  /** What Dynamics sends, as far as a stranger could know it. */
  const knock = (headers: Record<string, string>) =>
    fetch(`${world.connector.url}/dataverse/webhook`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({
        MessageName: "wave_Push",
        OrganizationId: world.dynamics.platform.dataverse.kernel.organization.id,
        UserId: randomUUID(),
        InitiatingUserId: randomUUID(),
        CorrelationId: randomUUID(),
        InputParameters: [
          { key: "OperationId", value: randomUUID() },
          { key: "Table", value: "contact" },
          { key: "RecordIds", value: [randomUUID()] },
        ],
      }),
    });

  it.each([
    ["a wrong one", { "x-wave-sync-key": WRONG }],
    ["none", {}],
    ["an empty one", { "x-wave-sync-key": "" }],
  ])("is refused: %s", async (_what, headers) => {
    const answer = await knock(headers as Record<string, string>);
    expect(answer.status).toBe(401);
    expect(await answer.text()).not.toContain(WRONG);
  });

  it("does nothing, and is logged without the secret", async () => {
    world.wave.trace.clear();
    await knock({ "x-wave-sync-key": WRONG });
    expect(world.dynamics.platform.dataverse.rows("wave_operation")).toHaveLength(0);
    expect(world.wave.trace.total).toBe(0);

    // The answer may be here before the file has the line.
    await eventually("the log to tell of it", async () => /refused/i.test(await world.log()));
    const log = await world.log();
    expect(log).not.toContain(WRONG);
  });

  it("the real one stands nowhere but in its place: not in the log, not in what Dynamics lets people read", async () => {
    const { dataverse } = world.dynamics.platform;
    const [endpoint] = dataverse.rows("serviceendpoint");
    const secret = /value="([^"]+)"/.exec(String(endpoint?.values["authvalue"]))?.[1] ?? "";
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(await world.log()).not.toContain(secret);
    const admin = await world.as("admin");
    expect(JSON.stringify(await admin.list("serviceendpoints"))).not.toContain(secret);
  });
});
