import { randomUUID } from "node:crypto";
import { connectTo, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";

describe("the webhook", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let key: string;
  let organizationId: string;

  const context = (changes: object = {}) => ({
    MessageName: "wave_Push",
    OrganizationId: organizationId,
    UserId: randomUUID(),
    CorrelationId: randomUUID(),
    InputParameters: [],
    ...changes,
  });
  const post = (body: unknown, headers: Record<string, string> = { "x-wave-sync-key": key }) =>
    fetch(`${connector.url}/dataverse/webhook`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: typeof body === "string" ? body : JSON.stringify(body),
    });
  const refusals = async () => {
    const metrics = await (await fetch(`${connector.adminUrl}/metrics`)).text();
    return Number(/^wave_sync_refused_calls_total\{reason="wrongKey"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
  };
  const operations = () => dynamics.rows("wave_operation").length;

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    organizationId = (await connectTo(connector, dynamics)).organizationId;
    const [endpoint] = dynamics.rows("serviceendpoint");
    key = /value="([^"]+)"/.exec(String(endpoint!.values.authvalue))![1]!;
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("was told to the environment with a key nobody can guess", () => {
    const [endpoint] = dynamics.rows("serviceendpoint");
    expect(endpoint!.values.url).toBe(`${connector.url}/dataverse/webhook`);
    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it.each([
    ["no key", () => ({})],
    ["a wrong key", () => ({ "x-wave-sync-key": "A".repeat(43) })],
    ["an empty key", () => ({ "x-wave-sync-key": "" })],
    ["the beginning of the key", () => ({ "x-wave-sync-key": key.slice(0, -1) })],
    ["the key and more", () => ({ "x-wave-sync-key": `${key}x` })],
    ["the key in another header", () => ({ authorization: `Bearer ${key}` })],
  ])("refuses %s, and logs that without the key", async (_name, headers) => {
    const before = operations();
    const counted = await refusals();
    const sent = headers() as Record<string, string>;
    const answer = await post(context(), sent);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe("");
    expect(operations()).toBe(before);
    expect(await refusals()).toBe(counted + 1);
    // Logged once a minute, whoever knocks.
    const log = connector.log.join("\n");
    expect(log.match(/"code":"wrongKey"/g)).toHaveLength(1);
    for (const value of Object.values(sent)) if (value) expect(log).not.toContain(value);
  });

  it("does not even read a body without the key", async () => {
    expect((await post("{ this is no JSON", { "x-wave-sync-key": "wrong" })).status).toBe(401);
    expect((await post("{ this is no JSON")).status).toBe(400);
  });

  it("refuses another organisation's call with this one's key", async () => {
    expect((await post(context({ OrganizationId: randomUUID() }))).status).toBe(400);
  });

  it("takes what it has no use for, and does nothing", async () => {
    expect((await post(context({ MessageName: "Update", PrimaryEntityName: "contact" }))).status).toBe(202);
  });

  it.each(["constructor", "__proto__", "toString"])("takes %s for a name like any other", async (name) => {
    expect((await post(context({ MessageName: name }))).status).toBe(202);
  });

  it("refuses an operation without an id, or without its parameters", async () => {
    expect((await post(context())).status).toBe(400);
    const body = context({ InputParameters: [{ key: "OperationId", value: randomUUID() }] });
    const exceeded = await post(body, { "x-wave-sync-key": key, "x-ms-dynamics-msg-size-exceeded": "true" });
    expect(exceeded.status).toBe(400);
  });

  it("refuses a body that is too large", async () => {
    expect((await post(context({ SharedVariables: "x".repeat(600_000) }))).status).toBe(413);
  });

  it("leaves no key, secret or token in the log, and none in the answer of any route", async () => {
    const log = connector.log.join("\n");
    for (const secret of [key, connector.adminKey, "local-wave-key", '"local"'])
      expect(log).not.toContain(secret);
    const metrics = await (await fetch(`${connector.adminUrl}/metrics`)).text();
    expect(metrics).toContain('wave_sync_webhooks_total{result="refused"}');
    expect(metrics).not.toContain(key);
    const status = JSON.stringify((await connector.admin("/status")).body);
    for (const secret of [key, "local-wave-key", '"local"']) expect(status).not.toContain(secret);
  });

  it("has nothing beside it that is for operators: that is on a listener of its own", async () => {
    for (const path of ["/health", "/ready", "/metrics", "/admin/status", "/nothing"])
      expect((await fetch(connector.url + path)).status).toBe(404);
    for (const path of ["/health", "/ready", "/metrics"])
      expect((await fetch(connector.adminUrl + path)).status).toBe(200);
    for (const path of ["/dataverse/webhook", "/connect"])
      expect((await fetch(connector.adminUrl + path, { method: "POST" })).status).toBe(404);
  });
});
