import { randomUUID } from "node:crypto";
import { IssueStatus } from "../../core/generated/schema";
import type { RecordResult } from "../../core/operation/types";
import { ask, connectTo, operate, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { waveContact } from "./support/engine";
import { withoutEvents } from "./support/without-events";

describe("a person on demand", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  let seller: unknown;
  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
    seller = (await dynamics.as("seller", "GET", "WhoAmI")).body.UserId;
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const emailOf = (name: string) => `${name}@stage.example`;
  const addRow = async (name: string, as: "admin" | "seller" = "seller") => {
    const id = randomUUID();
    const values = { contactid: id, firstname: "Zwilling", lastname: name, emailaddress1: emailOf(name) };
    expect((await dynamics.as(as, "POST", "contacts", values)).status).toBe(204);
    return id;
  };
  const addRecord = (id: string, name: string) =>
    dynamics.wave.store.load([
      waveContact(id, {
        firstName: "Zwilling",
        lastName: name,
        emails: [{ value: emailOf(name), primary: true }],
      }),
    ]);
  const issues = () =>
    dynamics.rows("wave_issue").filter((row) => row.values.wave_issuestatus === IssueStatus.Open);
  const linkOf = (waveId: string) =>
    dynamics.rows("wave_link").find((link) => link.values.wave_externalid === waveId);
  const one = async (api: string, id: string): Promise<RecordResult> => {
    const done = await operate(dynamics, api, { ids: [id] });
    expect(done.result.records).toHaveLength(1);
    return done.result.records[0]!;
  };

  describe("whose two contacts could be one of Wave's", () => {
    let twins: readonly [string, string];
    beforeAll(async () => {
      twins = [await addRow("Zwei"), await addRow("Zwei")];
      addRecord("zwei", "Zwei");
    });

    it.each(["wave_Preview", "wave_Push", "wave_Pull", "wave_Preview"])(
      "is shown both and Wave's, not a mistake of ours: %s",
      async (api) => {
        const record = await one(api, twins[0]);
        expect(record).toMatchObject({
          recordId: twins[0],
          outcome: "skipped",
          problem: { code: "MATCH_AMBIGUOUS" },
          choice: { record: { id: "zwei", name: "Zwilling Zwei" } },
        });
        expect(record.externalId).toBeUndefined();
        const { candidates } = record.choice!;
        expect(candidates.map(({ id, side }) => [id, side]).sort()).toEqual(
          twins.map((id) => [id, "dataverse"]).sort(),
        );
        expect(dynamics.rows("wave_link")).toEqual([]);
      },
    );

    it("finds the issue in her own list: both are hers", () => {
      const [issue, ...more] = issues();
      expect(more).toEqual([]);
      expect(issue!.values.wave_code).toBe("MATCH_AMBIGUOUS");
      expect(issue!.values.ownerid).toMatchObject({ id: seller });
    });

    it("is told which issue it is, also by a preview, and joins the two with one answer", async () => {
      const { choice } = await one("wave_Preview", twins[1]);
      expect(choice!.issueId).toBe(issues()[0]!.id);
      const decision = { kind: "link", recordId: twins[1] };
      const parameters = { Issue: choice!.issueId, Decision: JSON.stringify(decision) };
      expect(await ask(dynamics, "wave_Resolve", parameters, "seller")).toMatchObject({
        status: "succeeded",
      });
      expect(linkOf("zwei")!.values.wave_recordid).toBe(twins[1]);
      expect(issues()).toEqual([]);
      expect(await one("wave_Preview", twins[1])).not.toHaveProperty("choice");
    });
  });

  it("of whose two one is somebody else's finds no issue in her own list", async () => {
    const hers = await addRow("Drei");
    await addRow("Drei", "admin");
    addRecord("drei", "Drei");
    const { choice, problem } = await one("wave_Pull", hers);
    expect(problem!.code).toBe("MATCH_AMBIGUOUS");
    expect(choice!.candidates.map(({ id }) => id)).toContain(hers);
    const issue = issues().find((row) => row.values.wave_externalid === "drei");
    expect(issue!.values.ownerid).not.toMatchObject({ id: seller });
  });

  it("whose contact could be two of Wave's is shown both of those", async () => {
    const row = await addRow("Vier");
    addRecord("vier-1", "Vier");
    addRecord("vier-2", "Vier");
    const { choice, problem } = await one("wave_Push", row);
    expect(problem!.code).toBe("MATCH_AMBIGUOUS");
    expect(choice!.candidates.map(({ id, side }) => [id, side])).toEqual([
      ["vier-1", "system"],
      ["vier-2", "system"],
    ]);
    const decision = { kind: "link", externalId: "vier-2" };
    const parameters = { Issue: choice!.issueId, Decision: JSON.stringify(decision) };
    expect(await ask(dynamics, "wave_Resolve", parameters, "seller")).toMatchObject({ status: "succeeded" });
    expect(linkOf("vier-2")!.values.wave_recordid).toBe(row);
  });
});
