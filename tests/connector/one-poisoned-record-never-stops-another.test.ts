import { IssueStatus, SyncStatus } from "../../core/generated/schema";
import { asWave, CLEANED, POISONED } from "../support/poison";
import { connectTo, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { linkOf, plainContacts, rowOf, runToEnd } from "./support/runs";
import { withoutEvents } from "./support/without-events";

const GOOD = 40;

describe("contacts of Wave that make no sense", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let importRun: string;
  const poisoned = POISONED.map(([contact]) => contact);
  const cleaned = CLEANED.map(([contact]) => contact);
  const openIssues = () =>
    dynamics.rows("wave_issue").filter((row) => row.values.wave_issuestatus === IssueStatus.Open);
  const messages = () => openIssues().map((row) => String(row.values.wave_message));
  const live = () => dynamics.rows("contact").filter((row) => row.values.statecode === 0);

  beforeAll(async () => {
    dynamics = await startDynamics();
    const plain = plainContacts(GOOD);
    // In between, so that there are good ones before and after each.
    dynamics.wave.store.load([
      ...plain.slice(0, GOOD / 2),
      ...asWave([...poisoned, ...cleaned]),
      ...plain.slice(GOOD / 2),
    ]);
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("cost a first import nothing but themselves: all others are created, and an issue names each of them and says why", async () => {
    const run = await runToEnd(connector, { kind: "firstImport" });
    importRun = run.id;
    expect(run.status).toBe("succeededWithWarnings");
    expect(run.counts).toMatchObject({ created: GOOD + CLEANED.length, failed: POISONED.length });
    expect(live()).toHaveLength(GOOD + CLEANED.length);
    for (const [, code, names] of POISONED)
      expect(
        openIssues().filter(
          (row) => row.values.wave_code === code && String(row.values.wave_message).includes(names),
        ),
      ).not.toHaveLength(0);
    const told = new Set(openIssues().map((row) => row.values.wave_code));
    expect([...told].sort()).toEqual(["ID_NOT_USABLE", "RECORD_MALFORMED", "VALUE_CLEANED"]);
    expect(openIssues().filter((row) => row.values.wave_code !== "VALUE_CLEANED")).toHaveLength(
      POISONED.length,
    );
  });

  it.each(CLEANED)("arrive without what cannot be kept, and that is said: %j", (contact, column, held) => {
    const row = rowOf(dynamics, String(contact.id))!;
    expect(row.values[column]).toBe(held);
    expect(row.values.wave_syncstatus).toBe(SyncStatus.NeedsAttention);
    expect(linkOf(dynamics, String(contact.id))!.values.wave_code).toBe("VALUE_CLEANED");
  });

  it.each(["onDemand", "scheduled", "firstImport"] as const)(
    "keep no run of the kind %s from going on, and their issues stay, one each",
    async (kind) => {
      dynamics.wave.store.update("plain-00003", { jobTitle: `by ${kind}` });
      const run = await runToEnd(connector, { kind });
      // What changed lately may be none of them.
      expect(run.status).toBe(kind === "scheduled" ? "succeeded" : "succeededWithWarnings");
      expect(rowOf(dynamics, "plain-00003")!.values.jobtitle).toBe(`by ${kind}`);
      const issues = openIssues().filter((row) => row.values.wave_code !== "VALUE_CLEANED");
      expect(new Set(issues.map((row) => row.values.wave_externalid)).size).toBe(POISONED.length);
      expect(issues).toHaveLength(POISONED.length);
      for (const [, , names] of POISONED) expect(messages().join("\n")).toContain(names);
    },
  );

  it("are told by nobody as Wave being away: nothing waits, and nothing is unexpected", () => {
    expect(openIssues().filter((row) => row.values.wave_code === "UNEXPECTED")).toHaveLength(0);
    expect(connector.log.filter((line) => line.includes('"level":50'))).toEqual([]);
  });

  it("once put right in Wave, are synced, and their issue is resolved", async () => {
    dynamics.wave.store.load(
      asWave([{ ...poisoned[0]!, jobTitle: "Chief", updatedAt: new Date().toISOString() }]),
    );
    await runToEnd(connector, { kind: "onDemand" });
    expect(rowOf(dynamics, "poison-object")!.values.jobtitle).toBe("Chief");
    expect(openIssues().filter((row) => row.values.wave_externalid === "poison-object")).toEqual([]);
  });

  it("do not keep the import from being undone", async () => {
    const undo = await runToEnd(connector, { kind: "undo", runId: importRun });
    expect(undo.counts.failed).toBe(0);
    // One was edited since, and one came later.
    const left = live().map((row) => row.values.externaluseridentifier);
    expect(left).toEqual(["wavecnct_plain-00003", "wavecnct_poison-object"]);
  });
});
