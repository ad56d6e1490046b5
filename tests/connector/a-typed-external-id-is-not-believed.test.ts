import { randomUUID } from "node:crypto";
import { IssueStatus } from "../../core/generated/schema";
import { parseIssueDetails } from "../../core/issues/details";
import type { Decision } from "../../core/operation/decision";
import { ask, connectTo, importAll, operate, runConnector, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { waveContact } from "./support/engine";
import { withoutEvents } from "./support/without-events";

const SECRETS = { jobTitle: "CFO", note: "salary 900k, confidential" };
const secret = (id: string) =>
  waveContact(id, { ...SECRETS, emails: [{ value: `${id}@vip.example`, primary: true }] });

/** Whoever may write a row may type an external id into it. It must not open a record of Wave to her. */
describe("an external id somebody typed into a row", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const row = (id: string) => dynamics.platform.dataverse.get("contact", id)!;
  const linkOf = (waveId: string) =>
    dynamics.rows("wave_link").find((link) => link.values.wave_externalid === waveId);
  const issuesOf = (rowId: string) =>
    dynamics
      .rows("wave_issue")
      .filter(({ values }) => (values.wave_contact as { id: string } | null)?.id === rowId);
  const addRow = async (
    values: object,
    as: "admin" | "seller" = "seller",
    contactid: string = randomUUID(),
  ) => {
    const { status } = await dynamics.as(as, "POST", "contacts", { contactid, ...values });
    expect(status).toBe(204);
    return contactid;
  };
  const typed = (waveId: string) =>
    addRow({ firstname: "My", lastname: "Own", externaluseridentifier: `wavecnct_${waveId}` });
  const resolve = (rowId: string, decision: Decision, as: "admin" | "seller") =>
    ask(dynamics, "wave_Resolve", { Issue: issuesOf(rowId)[0]!.id, Decision: JSON.stringify(decision) }, as);
  const nothingIsKnown = (text: unknown) =>
    expect(JSON.stringify(text)).not.toMatch(/CFO|salary|vip\.example/);

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  it.each(["wave_Preview", "wave_Pull", "wave_Push"])(
    "gives nothing away to %s, and changes nothing",
    async (api) => {
      const waveId = `prey${api}`;
      dynamics.wave.store.load([secret(waveId)]);
      const before = dynamics.wave.store.get(waveId);
      const rowId = await typed(waveId);
      const { result } = await operate(dynamics, api, { ids: [rowId] });
      expect(result.records[0]).toMatchObject({
        outcome: "skipped",
        problem: { code: "EXTERNAL_ID_UNPROVEN" },
      });
      expect(result.records[0]!.externalId).toBeUndefined();
      nothingIsKnown([result, row(rowId).values, issuesOf(rowId)]);
      expect(dynamics.wave.store.get(waveId)).toEqual(before);
      expect(linkOf(waveId)).toBeUndefined();
    },
  );

  it("is no reason for an import to join the two, either", async () => {
    dynamics.wave.store.load([secret("imported")]);
    const rowId = await typed("imported");
    await importAll(connector);
    expect(linkOf("imported")).toBeUndefined();
    expect(row(rowId).values).toMatchObject({ firstname: "My", lastname: "Own" });
    const [issue] = issuesOf(rowId);
    expect(issue!.values.wave_code).toBe("EXTERNAL_ID_UNPROVEN");
    nothingIsKnown(issue);
  });

  it("is not believed of a row made under the id we would have given it", async () => {
    dynamics.wave.store.load([secret("forged")]);
    await importAll(connector);
    const rowId = linkOf("forged")!.values.wave_recordid as string;
    await dynamics.as("admin", "DELETE", `wave_links(${linkOf("forged")!.id})`);
    await dynamics.as("admin", "DELETE", `contacts(${rowId})`);
    await connector.close();
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
    await addRow({ lastname: "Own", externaluseridentifier: "wavecnct_forged" }, "seller", rowId);
    const { result } = await operate(dynamics, "wave_Pull", { ids: [rowId] });
    expect(result.records[0]).toMatchObject({ problem: { code: "EXTERNAL_ID_UNPROVEN" } });
    expect(row(rowId).values.jobtitle ?? null).toBeNull();
  });

  it("is believed where the match rules join the two as well", async () => {
    dynamics.wave.store.load([secret("known")]);
    const { firstName, lastName } = secret("known") as { firstName: string; lastName: string };
    const rowId = await addRow({
      firstname: firstName,
      lastname: lastName,
      emailaddress1: "known@vip.example",
      externaluseridentifier: "wavecnct_known",
    });
    const { result } = await operate(dynamics, "wave_Pull", { ids: [rowId] });
    expect(result.records[0]).toMatchObject({ outcome: "updated", externalId: "known" });
  });

  it("is believed of a row we made ourselves, even when everything we knew is lost", async () => {
    dynamics.wave.store.load([secret("ours")]);
    await importAll(connector);
    const link = linkOf("ours")!;
    const rowId = link.values.wave_recordid as string;
    await dynamics.as("admin", "DELETE", `wave_links(${link.id})`);
    // The name is another one by now, so that no match rule says it either.
    await dynamics.as("admin", "PATCH", `contacts(${rowId})`, { lastname: "Renamed", emailaddress1: null });
    await connector.close();
    connector = await runConnector();
    await connectTo(connector, dynamics);
    await withoutEvents(dynamics);
    const { result } = await operate(dynamics, "wave_Pull", { ids: [rowId], as: "admin" });
    expect(result.records[0]).toMatchObject({ externalId: "ours" });
    expect(linkOf("ours")!.values.wave_recordid).toBe(rowId);
  });

  it("is decided by an administrator: the two are the same", async () => {
    dynamics.wave.store.load([secret("same")]);
    const rowId = await typed("same");
    await operate(dynamics, "wave_Pull", { ids: [rowId] });
    const details = parseIssueDetails(issuesOf(rowId)[0]!.values.wave_details as string)!;
    expect(details).toMatchObject({
      decisions: ["link", "create", "retry", "ignore"],
      candidates: [{ id: "same", name: "same", side: "system", facts: [] }],
    });
    const link: Decision = { kind: "link", externalId: "same" };
    // The seller who typed it does not even see the issue: it is for an administrator.
    expect(await resolve(rowId, link, "seller")).toMatchObject({ status: "failed", code: "ISSUE_NOT_FOUND" });
    expect(linkOf("same")).toBeUndefined();
    expect(await resolve(rowId, link, "admin")).toMatchObject({ status: "succeeded" });
    expect(linkOf("same")!.values.wave_recordid).toBe(rowId);
    expect(issuesOf(rowId)[0]!.values.wave_issuestatus).toBe(IssueStatus.Resolved);
  });

  it("is decided by an administrator: the row is somebody else, and gets a record of its own", async () => {
    dynamics.wave.store.load([secret("other")]);
    const before = dynamics.wave.store.get("other");
    const rowId = await typed("other");
    await operate(dynamics, "wave_Push", { ids: [rowId] });
    expect(await resolve(rowId, { kind: "create" }, "admin")).toMatchObject({ status: "succeeded" });
    expect(dynamics.wave.store.get("other")).toEqual(before);
    const created = dynamics.wave.store.all().find((each) => each.lastName === "Own" && each.id !== "same");
    expect(row(rowId).values.externaluseridentifier).toBe(`wavecnct_${created!.id}`);
    expect(linkOf("other")).toBeUndefined();
  });

  it("is not obeyed in a link that somebody has pointed at another row", async () => {
    dynamics.wave.store.load([secret("linked")]);
    await importAll(connector);
    const link = linkOf("linked")!;
    const hers = await addRow({ firstname: "My", lastname: "Own two" });
    await dynamics.as("admin", "PATCH", `wave_links(${link.id})`, { wave_recordid: hers });
    await operate(dynamics, "wave_Pull", { ids: [hers] });
    expect(row(hers).values.jobtitle ?? null).toBeNull();
    const { result } = await operate(dynamics, "wave_Preview", {
      ids: [link.values.wave_recordid as string],
      as: "admin",
    });
    expect(result.records[0]).toMatchObject({ externalId: "linked" });
  });
});
