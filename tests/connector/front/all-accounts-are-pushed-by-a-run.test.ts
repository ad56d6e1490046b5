import { randomUUID } from "node:crypto";
import { FRONT_SANDBOX_TOKEN } from "../../../local/sandboxes/front";
import { connectTo, runConnector, runEnd, type TestConnector } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { withoutEvents } from "../support/without-events";

describe("a run of the mapping of Front's accounts", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let mappingId = "";
  const run = async () => {
    const { status, body } = await connector.admin("/runs", { kind: "onDemand", mappingId });
    expect(status).toBe(202);
    return runEnd(connector, body.runId as string);
  };
  const writes = () => dynamics.front.trace.list().filter(({ method }) => method !== "GET").length;

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    const { mappings } = await connectTo(connector, dynamics, {
      system: "front",
      front: { apiBaseUrl: `${dynamics.url}/sandboxes/front/api`, apiToken: FRONT_SANDBOX_TOKEN },
    });
    mappingId = mappings[0]!.id;
    await withoutEvents(dynamics);
    dynamics.front.store.create({ name: "nr 3", custom_fields: { City: "Lyon" } });
    for (let n = 1; n <= 25; n++)
      await dynamics.as("seller", "POST", "accounts", {
        accountid: randomUUID(),
        name: `Nr ${n}`,
        websiteurl: `https://nr-${n}.com`,
      });
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("brings every account there, and joins the one that is there already", async () => {
    const { counts } = await run();
    expect(counts).toMatchObject({ created: 24, updated: 1, failed: 0, skipped: 0 });
    const all = dynamics.front.store.all();
    expect(all).toHaveLength(25);
    expect(all.find(({ name }) => name === "Nr 3")).toMatchObject({
      domains: ["nr-3.com"],
      custom_fields: { City: "Lyon" },
    });
  });

  it("writes nothing the second time", async () => {
    const before = writes();
    const { counts } = await run();
    expect(counts).toMatchObject({ created: 0, updated: 0, failed: 0 });
    expect(writes()).toBe(before);
  });

  it("has nothing to say of accounts that are in Front alone, whatever becomes of them there", async () => {
    const { id } = dynamics.front.store.create({ name: "Of Front alone" });
    for (const kind of ["onDemand", "scheduled"]) {
      dynamics.front.store.update(id, { description: `Changed before a run (${kind})` });
      const { body } = await connector.admin("/runs", { kind, mappingId });
      await runEnd(connector, body.runId as string);
      expect(dynamics.rows("wave_issue")).toEqual([]);
    }
  });

  it("is not what is meant by a first import: that brings records into Dynamics", async () => {
    expect((await connector.admin("/runs", { kind: "firstImport" })).body).toMatchObject({
      error: { code: "NO_MAPPING" },
    });
  });
});
