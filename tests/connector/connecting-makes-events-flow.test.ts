import * as schema from "../../core/generated/schema";
import type { ConnectResponse, StatusResponse } from "../../connector/connect/admin-api";
import {
  connectRequest,
  connectTo,
  runConnector,
  runEnd,
  until,
  type TestConnector,
} from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";

describe("connecting", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let answer: ConnectResponse;

  const subscriptions = () => dynamics.wave.webhooks.subscriptions.list();
  const steps = () =>
    dynamics
      .rows("sdkmessageprocessingstep")
      .map(({ values }) => values)
      .filter(({ name }) => String(name).endsWith("of contact"));
  const updateStep = () => steps().find(({ name }) => String(name).includes("Update"))!;
  const told = () => String(updateStep().filteringattributes).split(",").sort();
  const connect = (changes = {}) => connectTo(connector, dynamics, changes);
  const mappingPath = () => `${schema.mapping.entitySet}(${answer.mappings[0]!.id})`;

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    answer = await connect();
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("has Wave tell of changes at an address of this environment, with a secret nobody can guess", async () => {
    expect(answer).toMatchObject({ subscribed: true, warnings: [], runIds: [] });
    expect(answer.eventsUrl).toBe(`${connector.url}/webhooks/wave/${answer.environmentId}`);
    const [only, ...others] = subscriptions();
    expect(others).toEqual([]);
    expect(only).toMatchObject({ url: answer.eventsUrl, format: "structured" });
    expect(only!.secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const { body } = await connector.admin("/status");
    expect((body as unknown as StatusResponse).environments[0]!.connections[0]!.subscribed).toBe(true);
    expect([...connector.log, JSON.stringify(body), JSON.stringify(answer)].join()).not.toContain(
      only!.secret,
    );
  });

  it("has Dynamics tell of contacts, of updates by the columns that are mapped", () => {
    expect(steps().map(({ mode, statecode }) => [mode, statecode])).toEqual(Array(4).fill([1, 0]));
    expect(told()).toEqual(
      [...schema.steps.find(({ message }) => message === "Update")!.filteringAttributes].sort(),
    );
  });

  it("again uses the same secret and the same steps, and leaves one subscription", async () => {
    const { secret } = subscriptions()[0]!;
    expect((await connect()).stepsRegistered).toEqual([]);
    expect(subscriptions().map((each) => each.secret)).toEqual([secret]);
  });

  it("changes what is told when the mapping's columns change", async () => {
    const row = await dynamics.as("admin", "GET", mappingPath());
    const map = JSON.parse(String(row.body[schema.mapping.columns.fieldmap])) as { lines: object[] };
    map.lines.push({
      id: "city",
      kind: "field",
      systemField: "city",
      column: "address1_city",
      direction: "both",
    });
    const change = { [schema.mapping.columns.fieldmap]: JSON.stringify(map) };
    expect((await dynamics.as("admin", "PATCH", mappingPath(), change)).status).toBe(204);
    await connect();
    expect(told()).toContain("address1_city");
  });

  it("registers an event step that got lost, and switches on one that is off", async () => {
    const [first, second] = steps();
    await dynamics.as("admin", "DELETE", `sdkmessageprocessingsteps(${first!.sdkmessageprocessingstepid})`);
    await dynamics.as("admin", "PATCH", `sdkmessageprocessingsteps(${second!.sdkmessageprocessingstepid})`, {
      statecode: 1,
      statuscode: 2,
    });
    expect((await connect()).stepsRegistered).toEqual([first!.name]);
    expect(steps().map(({ statecode }) => statecode)).toEqual([0, 0, 0, 0]);
    expect(told()).toContain("address1_city");
  });

  it("with a new secret: events signed with either are believed", async () => {
    const [before] = subscriptions();
    await connect({ renewSecret: true });
    const [after] = subscriptions();
    expect(after!.secret).not.toBe(before!.secret);
    const body = JSON.stringify({ id: "clx1" });
    for (const [n, { secret }] of [before!, after!].entries()) {
      const sent = await fetch(answer.eventsUrl, {
        method: "POST",
        headers: { "x-wave-secret": secret },
        body: body + " ".repeat(n),
      });
      expect(sent.status).toBe(202);
    }
  });

  it("goes on, with a warning, when Wave tells nobody of changes", async () => {
    dynamics.wave.webhooks.subscriptions.clear();
    const contract = { paths: { webhooks: "/no-webhooks" } };
    const wave = { ...(connectRequest(dynamics).wave as object), contract };
    const other = await connect({ wave });
    expect(other.subscribed).toBe(false);
    expect(other.warnings.map((each) => each.code)).toEqual(["EVENTS_REFUSED"]);
    expect(subscriptions()).toEqual([]);
    expect((await connect()).warnings).toEqual([]);
  });

  it("with auto-sync imports everything at once", async () => {
    const made = dynamics.wave.store.create({ firstName: "Ada", lastName: "Autosync" });
    const { runIds } = await connect({ autoSync: true });
    expect(runIds).toHaveLength(1);
    expect((await runEnd(connector, runIds[0]!)).status).toBe("succeeded");
    const ids = dynamics.rows("contact").map(({ values }) => values.externaluseridentifier);
    expect(ids).toContain(`wavecnct_${made.id}`);
  });

  it("ends with nobody telling us anything, and events refused as gone", async () => {
    await until("records to be worked off", async () => {
      const { environments } = (await connector.admin("/status")).body as unknown as StatusResponse;
      return environments[0]!.recordsWaiting === 0;
    });
    expect((await connector.admin("/disconnect", { dataverseUrl: dynamics.url })).status).toBe(200);
    expect(subscriptions()).toEqual([]);
    // The registered one is gone, those of the solution stay and are off.
    expect(steps().map(({ statecode }) => statecode)).toEqual([1, 1, 1]);
    expect((await fetch(answer.eventsUrl, { method: "POST", body: "{}" })).status).toBe(410);
  });

  it("again after that works as on the first day", async () => {
    expect(await connect()).toMatchObject({ subscribed: true, warnings: [] });
    expect(subscriptions()).toHaveLength(1);
    expect(steps().map(({ statecode }) => statecode)).toEqual([0, 0, 0, 0]);
  });
});
