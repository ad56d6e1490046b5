import { serializeMatchRules } from "../../core/mapping/schema/match-rules";
import type { MatchCondition, MatchRules } from "../../core/mapping/types";
import type { MatchTrial } from "../../core/operation/match-trial";
import { FrontWorld } from "../features/support/front-world";
import { ask, connectTo, importAll, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { waveContact } from "./support/engine";
import { withoutEvents } from "./support/without-events";

const condition = (
  systemField: string,
  column: string,
  comparison: MatchCondition["comparison"],
): MatchCondition => ({ systemField, column, comparison });

const NAMES = [condition("firstName", "firstname", "name"), condition("lastName", "lastname", "name")];
const RULES: MatchRules = [[...NAMES], [condition("primaryEmail", "emailaddress1", "email")]];

const WRITTEN = ["contact", "account", "wave_link", "wave_issue", "wave_run", "wave_mapping"] as const;

/** Everything there is that a run would write to. */
const stateOf = (dynamics: Dynamics) =>
  JSON.stringify([WRITTEN.map((table) => dynamics.rows(table)), dynamics.wave.store.all()]);

const tryRules = async (dynamics: Dynamics, mapping: string, rules: MatchRules): Promise<MatchTrial> => {
  const parameters = { Mapping: mapping, MatchRules: serializeMatchRules(rules), Language: 1033 };
  const done = await ask(dynamics, "wave_Describe", parameters, "admin");
  expect(done).toMatchObject({ status: "succeeded", code: null });
  return done.result.matchTrial!;
};

describe("match rules of contacts that come", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let mapping: string;
  let trial: MatchTrial;
  const email = (value: string) => [{ value, primary: true }];

  beforeAll(async () => {
    dynamics = await startDynamics();
    const row = (firstname: string, lastname: string, emailaddress1?: string) =>
      dynamics.as("admin", "POST", "contacts", { firstname, lastname, emailaddress1 });
    await row("Ada", "Known");
    await row("Bea", "Twice");
    await row("Bea", "Twice");
    await row("Cleo", "Married", "cleo@mail.test");
    await row("Dora", "Wanted");
    dynamics.wave.store.load([
      waveContact("known", { firstName: "Ada", lastName: "Known" }),
      waveContact("twice", { firstName: "Bea", lastName: "Twice" }),
      waveContact("mail", { firstName: "Cleo", lastName: "Born", emails: email("cleo@mail.test") }),
      // Two who want the same row.
      waveContact("dora1", { firstName: "Dora", lastName: "Wanted" }),
      waveContact("dora2", { firstName: "Dora", lastName: "Wanted" }),
      ...["new1", "new2", "new3"].map((id) => waveContact(id, { firstName: "New", lastName: id })),
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

  it("are tried without anything being written", async () => {
    const before = stateOf(dynamics);
    trial = await tryRules(dynamics, mapping, RULES);
    expect(stateOf(dynamics)).toBe(before);
  });

  it("say how many would be linked, and by which rule, be created, and be ambiguous", () => {
    expect(trial).toMatchObject({
      from: "system",
      tried: 8,
      more: false,
      counts: { link: 2, create: 3, ambiguous: 3, left: 0, linked: 0, failed: 0 },
      byRule: [1, 1],
    });
  });

  it("show examples of each, with whoever fits", () => {
    const example = (name: string) => trial.examples.find(({ record }) => record.name === name);
    expect(example("Ada Known")).toMatchObject({ outcome: "link", rule: 1, fits: [{ name: "Ada Known" }] });
    expect(example("Cleo Born")).toMatchObject({
      outcome: "link",
      rule: 2,
      fits: [{ name: "Cleo Married" }],
    });
    expect(example("Bea Twice")!.fits.map(({ name }) => name)).toEqual(["Bea Twice", "Bea Twice"]);
    expect(example("New new1")).toMatchObject({ outcome: "create", fits: [] });
  });

  it("know other rules from those that are saved", async () => {
    const names = await tryRules(dynamics, mapping, [NAMES]);
    expect(names).toMatchObject({ counts: { link: 1, create: 4, ambiguous: 3 }, byRule: [1] });
  });

  it.each([
    [
      "rules that would take a domain for an identity",
      [[condition("primaryEmail", "emailaddress1", "domain")]],
    ],
    ["no rules", []],
  ] as const)("are refused as when they are saved: %s", async (_what, groups) => {
    const MatchRules = JSON.stringify({ version: 1, groups });
    const done = await ask(dynamics, "wave_Describe", { Mapping: mapping, MatchRules }, "admin");
    expect(done).toMatchObject({ status: "failed", code: "MAPPING_INVALID" });
  });

  it("come to what a first import does with them", async () => {
    await dynamics.as("admin", "PATCH", `wave_mappings(${mapping})`, {
      wave_matchrules: serializeMatchRules(RULES),
    });
    const { counts } = await importAll(connector);
    expect(counts).toMatchObject({
      created: trial.counts.create,
      skipped: trial.counts.ambiguous,
      conflict: 0,
      failed: 0,
    });
    expect(counts.updated + counts.unchanged).toBe(trial.counts.link);
  });

  it("leave what is linked as it is", async () => {
    const after = await tryRules(dynamics, mapping, [NAMES]);
    expect(after.counts).toMatchObject({ linked: 5, ambiguous: 3, link: 0, create: 0 });
  });
});

describe("match rules of accounts that go", () => {
  let world: FrontWorld;
  const ID = condition("externalId", "accountid", "ignoreCase");

  beforeAll(async () => {
    world = await FrontWorld.start();
    for (const name of ["Acme", "Globex", "Initech"]) await world.account({ name });
    for (const name of ["ACME", "Globex"]) world.front.create({ name });
  });
  afterAll(() => world?.close());

  it("are compared with what the system lists, and come to what a run does", async () => {
    const rules = [[ID], [condition("name", "name", "ignoreCase")]];
    const trial = await tryRules(world.dynamics, world.mappingId, rules);
    expect(trial).toMatchObject({
      from: "dataverse",
      counts: { link: 2, create: 1, ambiguous: 0 },
      byRule: [0, 2],
    });
    await world.dynamics.as("admin", "PATCH", `wave_mappings(${world.mappingId})`, {
      wave_matchrules: serializeMatchRules(rules),
    });
    const { counts } = await world.run();
    expect(counts).toMatchObject({ created: 1, skipped: 0, failed: 0 });
    expect(counts.updated + counts.unchanged).toBe(2);
  });
});
