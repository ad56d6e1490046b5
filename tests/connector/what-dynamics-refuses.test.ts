import { randomUUID } from "node:crypto";
import { SyncStatus } from "../../core/generated/schema";
import { EMPTY_CONTACT, type WaveContact } from "../../local/sandboxes/wave";
import { connectTo, importAll, operate, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { withoutEvents } from "./support/without-events";
import { fakeHttp } from "./support/fake-http";

const NOW = "2025-01-05T09:00:00.000Z";
const contact = (id: string, jobTitle: string) =>
  ({
    ...EMPTY_CONTACT,
    id,
    lastName: `Person ${id}`,
    jobTitle,
    createdAt: NOW,
    updatedAt: NOW,
  }) as WaveContact;

/** A customer's own logic, registered as a synchronous webhook: it refuses contacts with a certain job title. */
async function customersLogic(dynamics: Dynamics) {
  let refusing = true;
  const logic = await fakeHttp(({ body }) => ({
    status: refusing && body.includes("Forbidden") ? 500 : 200,
  }));
  const post = async (entitySet: string, body: object) => {
    const answer = await dynamics.as("admin", "POST", entitySet, body);
    if (answer.status !== 204) throw new Error(JSON.stringify(answer.body));
  };
  const endpoint = randomUUID();
  await post("serviceendpoints", {
    serviceendpointid: endpoint,
    name: "Customer's own",
    contract: 8,
    connectionmode: 1,
    messageformat: 2,
    authtype: 5,
    authvalue: "<settings></settings>",
    url: logic.url,
  });
  for (const name of ["Create", "Update"]) {
    const message = dynamics.rows("sdkmessage").find((row) => row.values.name === name)!;
    const filter = dynamics
      .rows("sdkmessagefilter")
      .find(
        (row) =>
          (row.values.sdkmessageid as { id: string }).id === message.id &&
          row.values.primaryobjecttypecode === "contact",
      )!;
    await post("sdkmessageprocessingsteps", {
      name: `Refuse on ${name}`,
      mode: 0,
      stage: 20,
      rank: 1,
      supporteddeployment: 0,
      "sdkmessageid@odata.bind": `/sdkmessages(${message.id})`,
      "sdkmessagefilterid@odata.bind": `/sdkmessagefilters(${filter.id})`,
      "eventhandler_serviceendpoint@odata.bind": `/serviceendpoints(${endpoint})`,
    });
  }
  return { allow: () => (refusing = false), close: () => logic.close() };
}

describe("contacts that Dynamics refuses", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let logic: Awaited<ReturnType<typeof customersLogic>>;
  const issues = () =>
    dynamics
      .rows("wave_issue")
      .map((row) => [row.values.wave_externalid, row.values.wave_code, row.values.wave_issuestatus]);

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load([
      ...Array.from({ length: 60 }, (_, n) => contact(`w${n}`, n === 33 ? "Forbidden" : "Buyer")),
    ]);
    logic = await customersLogic(dynamics);
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
    await logic?.close();
  });

  it("stand alone: all others land, and the issue says why", async () => {
    const run = await importAll(connector);
    expect(run).toMatchObject({ status: "succeededWithWarnings", counts: { created: 59, failed: 1 } });
    expect(dynamics.rows("contact")).toHaveLength(59);
    expect(dynamics.rows("wave_link")).toHaveLength(59);
    expect(issues()).toEqual([["w33", "UNEXPECTED", 628140000]]);
  });

  it("are set aside after the same failure twice, until they change", async () => {
    expect((await importAll(connector)).counts).toMatchObject({ failed: 1, unchanged: 59 });
    expect((await importAll(connector)).counts).toMatchObject({ failed: 0, skipped: 1, unchanged: 59 });
    expect(issues()).toContainEqual(["w33", "PARKED", 628140000]);
    dynamics.wave.store.update("w33", { jobTitle: "Buyer" });
    expect((await importAll(connector)).counts).toMatchObject({ created: 1, unchanged: 59 });
    expect(issues().every(([, , status]) => status === 628140001)).toBe(true);
  });

  it("make a run fail that has nothing else, and its row says so and what to do", async () => {
    const kept = dynamics.wave.store.all();
    dynamics.wave.store.clear();
    dynamics.wave.store.load([contact("a", "Forbidden"), contact("b", "Forbidden")]);
    const run = await importAll(connector);
    expect(run).toMatchObject({
      status: "failed",
      counts: { failed: 2 },
      problem: { code: "RUN_FAILED", message: expect.stringContaining("Records tried: 2.") },
    });
    const row = dynamics.rows("wave_run").find((each) => each.id === run.id)!;
    expect(row.values.wave_message).toBe(`${run.problem!.message} ${run.problem!.nextStep}`);
    dynamics.wave.store.clear();
    dynamics.wave.store.load(kept);
  });

  it("are tried when a person asks, set aside or not", async () => {
    const id = dynamics.rows("contact")[0]!.id;
    const waveId = String(dynamics.rows("contact")[0]!.values.externaluseridentifier).slice(
      "wavecnct_".length,
    );
    dynamics.wave.store.update(waveId, { jobTitle: "Forbidden" });
    for (let n = 0; n < 3; n++)
      expect((await importAll(connector)).counts[n < 2 ? "failed" : "skipped"]).toBe(1);
    expect(dynamics.platform.dataverse.get("contact", id)!.values.wave_syncstatus).toBe(SyncStatus.Parked);
    expect((await operate(dynamics, "wave_Pull", { ids: [id], as: "admin" })).status).toBe("failed");
    logic.allow();
    expect((await operate(dynamics, "wave_Pull", { ids: [id], as: "admin" })).result.counts.updated).toBe(1);
    expect(dynamics.platform.dataverse.get("contact", id)!.values).toMatchObject({
      jobtitle: "Forbidden",
      wave_syncstatus: SyncStatus.InSync,
    });
  });
});
