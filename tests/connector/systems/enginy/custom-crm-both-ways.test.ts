import { adminCall, runEnd, until } from "../../support/connector";
import { crmContact, enginyContact, startCustomCrm, type CustomCrm } from "./support/custom-crm";

describe("Enginy calls us as its CRM, and is read over REST as well", () => {
  let crm: CustomCrm;
  const compare = async () => {
    const mapping = crm.rows("wave_mapping").find(({ values }) => values.wave_systemobject === "contact")!;
    const body = { kind: "onDemand", environmentId: crm.environmentId, mappingId: mapping.id };
    const answer = await adminCall(crm.connector, "/runs", body);
    expect(answer.status).toBe(202);
    return runEnd(crm.connector, String(answer.body.runId));
  };

  beforeAll(async () => {
    crm = await startCustomCrm();
  });
  afterAll(async () => crm?.close());

  it("one record is one row, and what only a call has told stays when everything is compared", async () => {
    await crm.changeMapping("contact", ({ values }) => {
      const map = JSON.parse(String(values.wave_fieldmap)) as { lines: { id: string }[] };
      const [first] = map.lines;
      const line = { ...first, id: "location", systemField: "location", column: "address1_city" };
      return { wave_fieldmap: JSON.stringify({ ...map, lines: [...map.lines, line] }) };
    });
    const { id, ...sent } = enginyContact(crm, "701");
    const externalId = String(id);
    const contacts = [{ externalId, ...sent, location: "Lyon" }];
    const { body } = await crm.call("POST", "/contacts", { contacts });
    const { crmId } = body.results[0]!;
    const row = () => crm.rows("contact").filter(({ values }) => values.lastname === "Vasseur 701");

    crm.enginy.contacts.update(id, { jobTitle: "Chief Buyer" });
    const run = await compare();
    expect([run.status, run.counts.updated, run.counts.created]).toEqual(["succeeded", 1, 0]);
    expect(row().map((each) => each.id)).toEqual([crmId]);
    expect(row()[0]!.values).toMatchObject({ jobtitle: "Chief Buyer", address1_city: "Lyon" });

    // A call that tells of one field says nothing about the others.
    await crm.call("PUT", "/contacts", { contacts: [{ crmId, location: "Paris" }] });
    expect(row()[0]!.values).toMatchObject({ jobtitle: "Chief Buyer", address1_city: "Paris" });
    const again = await compare();
    expect([again.counts.updated, again.counts.created]).toEqual([0, 0]);
  });

  it("a call whose answer got lost after the row was made is answered with that row when it is sent again", async () => {
    const body = JSON.stringify({ contacts: [crmContact("702")] });
    const gone = new AbortController();
    const rows = () => crm.rows("contact").filter(({ values }) => values.lastname === "Vasseur 702");
    const headers = { "x-api-key": crm.key, "content-type": "application/json" };
    const sent = fetch(`${crm.url}/contacts`, { method: "POST", headers, body, signal: gone.signal });
    sent.catch(() => {});
    await until("the row", () => rows()[0]);
    gone.abort();
    const again = await crm.call("POST", "/contacts", undefined, { raw: body });
    expect(again.body.results).toEqual([{ externalId: "702", crmId: rows()[0]!.id }]);
    expect(rows()).toHaveLength(1);
  });

  it("while Dataverse is away, a call is not done, and that is said without any inner detail", async () => {
    await crm.dynamics.close();
    const { status, body } = await crm.call("POST", "/contacts", { contacts: [crmContact("703")] });
    expect([status, body]).toEqual([500, { error: "DATAVERSE_UNAVAILABLE", message: expect.any(String) }]);
    expect(body.message).not.toMatch(/127\.0\.0\.1|\bat .*\.ts|ECONN/);
  });
});
