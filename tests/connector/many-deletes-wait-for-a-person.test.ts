import { DeletePolicy, IssueStatus, mapping, SyncStatus } from "../../core/generated/schema";
import { parseIssueDetails } from "../../core/issues/details";
import type { Decision } from "../../core/operation/decision";
import { ask, connectTo, importAll, runConnector, until, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { changeMapping } from "./support/policies";
import { linkOf, plainContacts, rowOf, runToEnd } from "./support/runs";
import { withoutEvents } from "./support/without-events";

const LIMIT = 5;
const IN_WAVE = ["plain-00001", "plain-00002", "plain-00003", "plain-00004", "plain-00005", "plain-00006"];
const LATER = "plain-00007";
const OF_THE_ACCOUNT = [
  "plain-00011",
  "plain-00012",
  "plain-00013",
  "plain-00014",
  "plain-00015",
  "plain-00016",
];

describe("more deletes at once than the mapping's limit", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const rows = new Map<string, string>();

  const stateOf = (waveId: string) =>
    dynamics.platform.dataverse.get("contact", rows.get(waveId)!)?.values.statecode;
  const inWave = (waveId: string) => dynamics.wave.store.all().some(({ id }) => id === waveId);
  const open = () =>
    dynamics
      .rows("wave_issue")
      .filter(
        ({ values }) => values.wave_issuestatus === IssueStatus.Open && values.wave_code === "DELETES_HELD",
      );
  const resolve = (decision: Decision, as: "admin" | "seller" = "admin") =>
    ask(dynamics, "wave_Resolve", { Issue: open()[0]!.id, Decision: JSON.stringify(decision) }, as);

  beforeAll(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(plainContacts(20));
    connector = await runConnector();
    await connectTo(connector, dynamics);
    const policies = JSON.parse(dynamics.rows("wave_mapping")[0]!.values.wave_policies as string) as object;
    await changeMapping(dynamics, {
      [mapping.columns.policies]: JSON.stringify({ ...policies, deleteLimit: LIMIT }),
      [mapping.columns.systemdeletepolicy]: DeletePolicy.Deactivate,
      [mapping.columns.dataversedeletepolicy]: DeletePolicy.Delete,
    });
    // A mapping is read anew when the environment is connected again.
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
    await importAll(connector);
    for (const { id } of plainContacts(20)) rows.set(id, rowOf(dynamics, id)!.id);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  describe("in Wave", () => {
    it("waits, rows and links untouched, with one issue on the mapping that says how many", async () => {
      for (const id of IN_WAVE) dynamics.wave.store.delete(id);
      const run = await runToEnd(connector, { kind: "reconcile" });
      expect(run.counts).toMatchObject({ updated: 0, failed: 0, skipped: IN_WAVE.length });
      for (const id of IN_WAVE) {
        expect(stateOf(id)).toBe(0);
        expect(linkOf(dynamics, id)!.values.wave_linkstatus).toBe(SyncStatus.InSync);
      }
      expect(open()).toHaveLength(1);
      const { values } = open()[0]!;
      expect(values).toMatchObject({ wave_code: "DELETES_HELD" });
      expect(values.wave_message).toContain(`${IN_WAVE.length} records were deleted in Wave`);
      expect((values.wave_mapping as { id: string }).id).toBe(dynamics.rows("wave_mapping")[0]!.id);
      expect(parseIssueDetails(values.wave_details as string)!.decisions).toEqual(["keep", "delete"]);
    });

    it("what comes after belongs to the same question", async () => {
      dynamics.wave.store.delete(LATER);
      await runToEnd(connector, { kind: "reconcile" });
      expect(stateOf(LATER)).toBe(0);
      expect(open()).toHaveLength(1);
      expect(open()[0]!.values.wave_message).toContain(`${IN_WAVE.length + 1} records`);
    });

    it("is not for everybody to answer", async () => {
      expect(await resolve({ kind: "delete" }, "seller")).toMatchObject({ status: "failed" });
      expect(open()).toHaveLength(1);
      expect(stateOf(IN_WAVE[0]!)).toBe(0);
    });

    it("goes on as the policy says once somebody has said so, and the question is over", async () => {
      expect(await resolve({ kind: "delete" })).toMatchObject({ status: "succeeded" });
      await until("all rows are deactivated", () => [...IN_WAVE, LATER].every((id) => stateOf(id) === 1));
      expect(open()).toEqual([]);
    });
  });

  describe("in Dynamics, because their account was deleted", () => {
    it("waits as well: nothing is deleted in Wave", async () => {
      const account = await dynamics.platform.dataverse.create("account", { name: "Gone AG" });
      for (const id of OF_THE_ACCOUNT)
        await dynamics.as("admin", "PATCH", `contacts(${rows.get(id)})`, {
          "parentcustomerid_account@odata.bind": `/accounts(${account})`,
        });
      expect((await dynamics.as("admin", "DELETE", `accounts(${account})`)).status).toBe(204);
      expect(OF_THE_ACCOUNT.map(stateOf)).toEqual(OF_THE_ACCOUNT.map(() => undefined));
      await runToEnd(connector, { kind: "reconcile" });
      expect(OF_THE_ACCOUNT.filter(inWave)).toEqual(OF_THE_ACCOUNT);
      expect(open()[0]!.values.wave_message).toContain(
        `${OF_THE_ACCOUNT.length} records were deleted in Dynamics`,
      );
    });

    it("keeps them in Wave where somebody says so, and ends their links", async () => {
      expect(await resolve({ kind: "keep" })).toMatchObject({ status: "succeeded" });
      await until("the links have ended", () =>
        OF_THE_ACCOUNT.every((id) => linkOf(dynamics, id)!.values.wave_linkstatus === SyncStatus.Unlinked),
      );
      expect(OF_THE_ACCOUNT.filter(inWave)).toEqual(OF_THE_ACCOUNT);
      expect(open()).toEqual([]);
      await runToEnd(connector, { kind: "reconcile" });
      expect(OF_THE_ACCOUNT.filter(inWave)).toEqual(OF_THE_ACCOUNT);
    });
  });

  it("within the limit, a delete is followed at once", async () => {
    dynamics.wave.store.delete("plain-00020");
    await runToEnd(connector, { kind: "reconcile" });
    expect(stateOf("plain-00020")).toBe(1);
  });
});
