import { randomUUID } from "node:crypto";
import { IssueStatus } from "../../core/generated/schema";
import { parseIssueDetails } from "../../core/issues/details";
import type { Decision } from "../../core/operation/decision";
import { ask, connectTo, importAll, operate, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { waveContact } from "./support/engine";
import { withoutEvents } from "./support/without-events";

const CASES = ["chosen", "created", "gone", "taken", "late", "notHers"];
const emailOf = (id: string) => `${id}@example.com`;

/** Each of Wave's contacts is like two rows: nothing is linked before a person has said which. */
describe("an ambiguous match", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const twins = new Map<string, readonly [string, string]>();
  const issueOf = (waveId: string) =>
    dynamics
      .rows("wave_issue")
      .find(
        (issue) => issue.values.wave_externalid === waveId && issue.values.wave_code === "MATCH_AMBIGUOUS",
      )!;
  const linkOf = (waveId: string) =>
    dynamics.rows("wave_link").find((link) => link.values.wave_externalid === waveId);
  const resolve = (waveId: string, decision: Decision, as: "admin" | "seller" = "admin") =>
    ask(dynamics, "wave_Resolve", { Issue: issueOf(waveId).id, Decision: JSON.stringify(decision) }, as);

  beforeAll(async () => {
    dynamics = await startDynamics();
    const add = async (waveId: string, as: "admin" | "seller" = "seller") => {
      const id = randomUUID();
      const { status } = await dynamics.as(as, "POST", "contacts", {
        contactid: id,
        firstname: "Ines",
        lastname: `Vasseur ${waveId}`,
        emailaddress1: emailOf(waveId),
        jobtitle: "Buyer",
      });
      expect(status).toBe(204);
      return id;
    };
    // An issue is hers who owns all it could be; one of these two is somebody else's.
    for (const waveId of CASES)
      twins.set(waveId, [await add(waveId), await add(waveId, waveId === "notHers" ? "admin" : "seller")]);
    dynamics.wave.store.load(
      CASES.map((id) => waveContact(id, { emails: [{ value: emailOf(id), primary: true }] })),
    );
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
    await importAll(connector);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it("names Wave's record and the rows it could be, with what tells them apart", () => {
    const details = parseIssueDetails(issueOf("chosen").values.wave_details as string)!;
    expect(details.decisions).toEqual(["link", "create", "retry", "ignore"]);
    expect(details.table).toBe("contact");
    expect(details.record).toMatchObject({ id: "chosen", name: "Ines Vasseur chosen" });
    expect(details.record!.facts).toContainEqual({ label: "Email", value: emailOf("chosen") });
    expect(details.candidates!.map((each) => each.id).sort()).toEqual([...twins.get("chosen")!].sort());
    for (const candidate of details.candidates!) {
      expect(candidate.name).toBe("Ines Vasseur chosen");
      expect(candidate.facts).toContainEqual({ label: "Owner", value: "seller@contoso.example" });
    }
    expect(linkOf("chosen")).toBeUndefined();
  });

  it("is linked to the row the person chose, and the other one stays as it was", async () => {
    const [mine, other] = twins.get("chosen")!;
    const before = dynamics.platform.dataverse.get("contact", other)!.version;
    const done = await resolve("chosen", { kind: "link", recordId: mine });
    expect(done).toMatchObject({ status: "succeeded", code: null });
    expect(linkOf("chosen")!.values.wave_recordid).toBe(mine);
    expect(dynamics.platform.dataverse.get("contact", mine)!.values.externaluseridentifier).toBe(
      "wavecnct_chosen",
    );
    expect(dynamics.platform.dataverse.get("contact", other)!.version).toBe(before);
    expect(issueOf("chosen").values.wave_issuestatus).toBe(IssueStatus.Resolved);
  });

  it("gets a row of its own where it is none of them, and no later run asks again", async () => {
    const rows = dynamics.rows("contact").length;
    const done = await resolve("created", { kind: "create" });
    expect(done).toMatchObject({ status: "succeeded", result: { counts: { created: 1 } } });
    expect(dynamics.rows("contact")).toHaveLength(rows + 1);
    expect(twins.get("created")).not.toContain(linkOf("created")!.values.wave_recordid);
    await importAll(connector);
    expect(dynamics.rows("contact")).toHaveLength(rows + 1);
    expect(issueOf("created").values.wave_issuestatus).toBe(IssueStatus.Resolved);
  });

  it("is not linked to a row that is gone", async () => {
    const [mine] = twins.get("gone")!;
    await dynamics.as("admin", "DELETE", `contacts(${mine})`);
    const rows = dynamics.rows("contact").length;
    const done = await resolve("gone", { kind: "link", recordId: mine });
    expect(done).toMatchObject({ status: "failed", code: "RECORD_NOT_FOUND" });
    expect(dynamics.rows("contact")).toHaveLength(rows);
    expect(linkOf("gone")).toBeUndefined();
  });

  it("is not linked to a row that has another record meanwhile", async () => {
    const [taken] = twins.get("chosen")!;
    const done = await resolve("taken", { kind: "link", recordId: taken });
    expect(done).toMatchObject({ status: "failed", code: "LINK_TAKEN" });
    expect(linkOf("taken")).toBeUndefined();
    expect(issueOf("taken").values.wave_issuestatus).toBe(IssueStatus.Open);
    expect(linkOf("chosen")!.values.wave_recordid).toBe(taken);
  });

  it("that was answered already stays as it was answered", async () => {
    const [mine, other] = twins.get("late")!;
    expect((await resolve("late", { kind: "link", recordId: mine })).status).toBe("succeeded");
    const done = await resolve("late", { kind: "link", recordId: other });
    expect(done).toMatchObject({ status: "failed", code: "ISSUE_ALREADY_RESOLVED" });
    expect(done.message).toMatch(/already resolved/);
    expect(linkOf("late")!.values.wave_recordid).toBe(mine);
  });

  it("is not answered by somebody who may not see the issue", async () => {
    const [mine] = twins.get("notHers")!;
    const done = await resolve("notHers", { kind: "link", recordId: mine }, "seller");
    expect(done).toMatchObject({ status: "failed", code: "ISSUE_NOT_FOUND" });
    expect(linkOf("notHers")).toBeUndefined();
  });

  describe("the other way round: a row that could be two of Wave's contacts", () => {
    const person = { firstname: "Ines", lastname: "Vasseur rows", emailaddress1: emailOf("rows") };
    const contactsOf = () => dynamics.wave.store.all().filter((each) => each.lastName === person.lastname);
    let rowId: string;
    const issue = () =>
      dynamics
        .rows("wave_issue")
        .find(
          ({ values }) =>
            values.wave_code === "MATCH_AMBIGUOUS" &&
            (values.wave_contact as { id: string } | null)?.id === rowId,
        )!;
    const answer = (decision: Decision, as: "admin" | "seller" = "seller") =>
      ask(dynamics, "wave_Resolve", { Issue: issue().id, Decision: JSON.stringify(decision) }, as);

    beforeAll(async () => {
      const emails = [{ value: person.emailaddress1, primary: true }];
      rowId = randomUUID();
      await dynamics.as("seller", "POST", "contacts", { contactid: rowId, ...person });
      dynamics.wave.store.load(
        ["first", "second"].map((id) => waveContact(id, { lastName: person.lastname, emails })),
      );
      dynamics.wave.store.load([waveContact("stranger", { note: "nobody's business" })]);
    });

    it("is told to whoever pushes it, names both, and creates no third", async () => {
      const done = await operate(dynamics, "wave_Push", { ids: [rowId] });
      expect(done.result.records[0]).toMatchObject({
        outcome: "skipped",
        problem: { code: "MATCH_AMBIGUOUS" },
      });
      expect(contactsOf()).toHaveLength(2);
      const details = parseIssueDetails(issue().values.wave_details as string)!;
      expect(details.decisions).toEqual(["link", "create", "retry", "ignore"]);
      expect(details.candidates!.map(({ side, id }) => [side, id]).sort()).toEqual([
        ["system", "first"],
        ["system", "second"],
      ]);
      expect(details.candidates![0]!.facts).toContainEqual({ label: "Email", value: person.emailaddress1 });
      expect(details.candidates![0]!.url).toMatch(/\/contacts\/(first|second)$/);
    });

    it.each<[string, Decision, string, "admin" | "seller"]>([
      ["a row", { kind: "link", recordId: randomUUID() }, "DECISION_NOT_POSSIBLE", "seller"],
      ["a contact that is gone", { kind: "link", externalId: "nobody" }, "EXTERNAL_RECORD_GONE", "admin"],
      ["another row's contact", { kind: "link", externalId: "chosen" }, "LINK_TAKEN", "admin"],
      [
        "a contact the rules did not find",
        { kind: "link", externalId: "stranger" },
        "ADMINISTRATOR_DECIDES",
        "seller",
      ],
    ])("is not joined with %s", async (_what, decision, code, as) => {
      expect(await answer(decision, as)).toMatchObject({ status: "failed", code });
      expect(issue().values.wave_issuestatus).toBe(IssueStatus.Open);
      expect(dynamics.rows("wave_link").some(({ values }) => values.wave_recordid === rowId)).toBe(false);
    });

    it("is joined with the one its owner chooses, and the other one stays as it was", async () => {
      const other = dynamics.wave.store.get("first");
      const done = await answer({ kind: "link", externalId: "second" });
      expect(done).toMatchObject({ status: "succeeded", code: null });
      expect(linkOf("second")!.values.wave_recordid).toBe(rowId);
      expect(dynamics.platform.dataverse.get("contact", rowId)!.values).toMatchObject({
        externaluseridentifier: "wavecnct_second",
        jobtitle: "Buyer",
      });
      expect(dynamics.wave.store.get("first")).toEqual(other);
      expect(linkOf("first")).toBeUndefined();
      expect(issue().values.wave_issuestatus).toBe(IssueStatus.Resolved);
    });
  });
});
