import { randomUUID } from "node:crypto";
import { IssueStatus } from "../../core/generated/schema";
import { parseIssueDetails } from "../../core/issues/details";
import type { Decision } from "../../core/operation/decision";
import { ask, connectTo, importAll, runConnector, until, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { linkOf, plainContact, plainContacts } from "./support/runs";
import { withoutEvents } from "./support/without-events";

/** More than an import handles at a time: the namesakes come in different chunks. */
const BETWEEN = 1_000;

describe("two contacts of Wave that fit one row", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const row = randomUUID();
  const grace = (id: string, company: string) =>
    plainContact(1, {
      id,
      firstName: "Grace",
      lastName: "Hopper",
      company,
      emails: [{ value: "grace@example.com", primary: true }],
    });
  const openIssue = (waveId: string) =>
    dynamics
      .rows("wave_issue")
      .find(
        ({ values }) => values.wave_externalid === waveId && values.wave_issuestatus === IssueStatus.Open,
      );
  const resolve = (waveId: string, decision: Decision) =>
    ask(
      dynamics,
      "wave_Resolve",
      { Issue: openIssue(waveId)!.id, Decision: JSON.stringify(decision) },
      "admin",
    );

  beforeAll(async () => {
    dynamics = await startDynamics();
    await dynamics.as("admin", "POST", "contacts", {
      contactid: row,
      firstname: "Grace",
      lastname: "Hopper",
      emailaddress1: "grace@example.com",
    });
    dynamics.wave.store.load([
      grace("a-first", "Navy"),
      ...plainContacts(BETWEEN),
      grace("z-last", "Eckert"),
    ]);
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("are nobody's guess, however far apart they are read: each becomes an issue that names the row", async () => {
    const run = await importAll(connector);
    expect(run).toMatchObject({ counts: { created: BETWEEN, skipped: 2, updated: 0, failed: 0 } });
    for (const waveId of ["a-first", "z-last"]) {
      expect(openIssue(waveId)!.values.wave_code).toBe("MATCH_AMBIGUOUS");
      const details = parseIssueDetails(openIssue(waveId)!.values.wave_details as string)!;
      expect(details.candidates!.map(({ id }) => id)).toEqual([row]);
      expect(details.record!.id).toBe(waveId);
      expect(linkOf(dynamics, waveId)).toBeUndefined();
    }
    expect(dynamics.rows("contact")).toHaveLength(BETWEEN + 1);
  });

  it("are joined as somebody says: one to the row, the other, told that it is taken, to a row of its own", async () => {
    expect(await resolve("a-first", { kind: "link", recordId: row })).toMatchObject({ status: "succeeded" });
    expect(linkOf(dynamics, "a-first")!.values.wave_recordid).toBe(row);

    // The row has its contact now; no run takes it away, or makes a second row by itself.
    const made = Date.parse(String(dynamics.rows("contact").find(({ id }) => id === row)!.values.createdon));
    await until("the second after the row was made", () => Date.now() >= made + 1_000);
    await importAll(connector);
    const taken = openIssue("z-last")!;
    expect(taken.values.wave_code).toBe("LINK_TAKEN");
    expect(taken.values.wave_nextstep).toContain("create a new record");
    expect(parseIssueDetails(taken.values.wave_details as string)!.decisions).toContain("create");
    expect(dynamics.rows("contact")).toHaveLength(BETWEEN + 1);

    expect(await resolve("z-last", { kind: "create" })).toMatchObject({
      status: "succeeded",
      result: { counts: { created: 1 } },
    });
    expect(linkOf(dynamics, "z-last")!.values.wave_recordid).not.toBe(row);
    expect(openIssue("z-last")).toBeUndefined();
    expect(await importAll(connector)).toMatchObject({
      status: "succeeded",
      counts: { unchanged: BETWEEN + 2 },
    });
  });
});
