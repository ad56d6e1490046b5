import type { OperationResult } from "../../core/operation/types";
import { FrontWorld } from "../features/support/front-world";
import { ask, connectTo, importAll, runConnector, until, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { waveContact } from "./support/engine";
import { withoutEvents } from "./support/without-events";

const WRITTEN = ["contact", "account", "wave_link", "wave_issue", "wave_run", "wave_mapping"] as const;

/** Everything there is that a run would write to. */
const stateOf = (dynamics: Dynamics) =>
  JSON.stringify([WRITTEN.map((table) => dynamics.rows(table)), dynamics.wave.store.all()]);

const previewOf = async (dynamics: Dynamics, mapping: string): Promise<OperationResult> => {
  const done = await ask(
    dynamics,
    "wave_Describe",
    { Mapping: mapping, Preview: true, Language: 1033 },
    "admin",
  );
  expect(done).toMatchObject({ status: "succeeded", code: null });
  return done.result;
};

describe("a first sync of contacts that come", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let mapping: string;
  let previewed: OperationResult;
  const email = (value: string) => [{ value, primary: true }];
  const recordOf = (name: string) => previewed.records.find((record) => record.name === name);

  beforeAll(async () => {
    dynamics = await startDynamics();
    const row = (firstname: string, lastname: string, more: object) =>
      dynamics.as("admin", "POST", "contacts", { firstname, lastname, ...more });
    await row("Ada", "Known", { emailaddress1: "ada@mail.test", jobtitle: "Engineer" });
    await row("Bea", "Twice", { emailaddress1: "bea@mail.test" });
    await row("Bea", "Twice", { emailaddress1: "bea@mail.test" });
    dynamics.wave.store.load([
      waveContact("known", {
        firstName: "Ada",
        lastName: "Known",
        jobTitle: "Director",
        emails: email("ada@mail.test"),
      }),
      waveContact("twice", { firstName: "Bea", lastName: "Twice", emails: email("bea@mail.test") }),
      waveContact("long", { firstName: "Cleo", lastName: "Long", jobTitle: "x".repeat(300) }),
      ...["new1", "new2"].map((id) => waveContact(id, { firstName: "New", lastName: id })),
    ]);
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
    mapping = dynamics.rows("wave_mapping")[0]!.id;
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("is previewed without anything being written", async () => {
    const before = stateOf(dynamics);
    previewed = await previewOf(dynamics, mapping);
    expect(stateOf(dynamics)).toBe(before);
    expect(previewed.syncPreview).toEqual({ from: "system", looked: 5, more: false });
  });

  it("shows each record with the fields that would change, and what is wrong with it", () => {
    expect(recordOf("New new1")).toMatchObject({ outcome: "created" });
    expect(recordOf("New new1")!.fields).toContainEqual(
      expect.objectContaining({ label: "First Name", verdict: "writeDataverse", result: "New" }),
    );
    expect(recordOf("Ada Known")!.fields!.map(({ verdict }) => verdict)).not.toContain("unchanged");
    expect(recordOf("Bea Twice")).toMatchObject({ outcome: "skipped", problem: { code: "MATCH_AMBIGUOUS" } });
    expect(recordOf("Cleo Long")!.problem).toBeDefined();
  });

  it("comes to the counts that were previewed", async () => {
    const { counts } = await importAll(connector);
    expect(counts).toEqual(previewed.counts);
  });

  it("is over: the next preview finds nothing to do", async () => {
    // What the import leaves for the other way is sent right after it.
    const again = await until("a preview without anything to do", async () => {
      const { counts } = await previewOf(dynamics, mapping);
      return counts.updated === 0 ? counts : undefined;
    });
    expect(again).toMatchObject({ created: 0, updated: 0, skipped: 1 });
  });

  it.each([
    ["no mapping", { Preview: true }, "BAD_REQUEST"],
    ["match rules as well", { Preview: true, MatchRules: "{}" }, "BAD_REQUEST"],
  ])("is refused with %s", async (_what, parameters, code) => {
    const given = "MatchRules" in parameters ? { ...parameters, Mapping: mapping } : parameters;
    expect(await ask(dynamics, "wave_Describe", given, "admin")).toMatchObject({ status: "failed", code });
  });

  it("is for those who map", async () => {
    const given = { Mapping: mapping, Preview: true };
    await expect(ask(dynamics, "wave_Describe", given, "seller")).rejects.toThrow(/answered 403/);
  });
});

describe("a first sync of accounts that go", () => {
  let world: FrontWorld;

  beforeAll(async () => {
    world = await FrontWorld.start();
    for (const name of ["Acme", "Globex", "Initech"]) await world.account({ name });
  });
  afterAll(() => world?.close());

  it("is previewed from the rows of the mapping's view", async () => {
    const requests = world.front.all().length;
    const previewed = await previewOf(world.dynamics, world.mappingId);
    expect(previewed.syncPreview).toMatchObject({ from: "dataverse", looked: 3, more: false });
    expect(previewed.counts).toMatchObject({ created: 3 });
    expect(previewed.records.map(({ name }) => name).sort()).toEqual(["Acme", "Globex", "Initech"]);
    expect(world.front.all()).toHaveLength(requests);
  });
});
