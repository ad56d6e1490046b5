import { IssueStatus } from "../../../../core/generated/schema";
import { withoutEvents } from "../../support/without-events";
import { crmContact, enginyContact, startCustomCrm, type CustomCrm } from "./support/custom-crm";

describe("Enginy calls us as its CRM: who is who", () => {
  let crm: CustomCrm;
  const add = async (values: object) => {
    const { dynamics, rows } = crm;
    const before = new Set(rows("contact").map(({ id }) => id));
    const answer = await dynamics.as("seller", "POST", "contacts", values);
    expect(answer.status).toBe(204);
    return rows("contact").find(({ id }) => !before.has(id))!.id;
  };
  const here = (id: string) => ({
    firstname: "Ines",
    lastname: `Vasseur ${id}`,
    emailaddress1: `person-${id}@acme-${id}.test`,
  });
  const ask = (path: string, id: string) => crm.call("POST", path, { contacts: [crmContact(id)] });
  const linksOf = (id: string) => crm.rows("wave_link").filter(({ values }) => values.wave_externalid === id);
  const issueOf = (id: string) =>
    crm.rows("wave_issue").find(({ values }) => values.wave_externalid === id)?.values;

  beforeAll(async () => {
    crm = await startCustomCrm();
    await withoutEvents(crm.dynamics);
  });
  afterAll(async () => crm?.close());

  it("asked whether somebody is there, it says whose row it would be, and writes nothing", async () => {
    const rowId = await add(here("601"));
    const before = JSON.stringify(crm.rows("contact"));
    const { status, body } = await ask("/contacts/sync", "601");
    expect([status, body.results]).toEqual([200, [{ externalId: "601", crmId: rowId, properties: {} }]]);
    expect(linksOf("601")).toEqual([]);
    expect(JSON.stringify(crm.rows("contact"))).toBe(before);
  });

  it("nobody is there: nothing is answered, and nothing made", async () => {
    const before = crm.rows("contact").length;
    expect(await ask("/contacts/sync", "602")).toEqual({ status: 200, body: { results: [] } });
    expect(crm.rows("contact")).toHaveLength(before);
  });

  it("who is there already gets no second row when Enginy creates them", async () => {
    const rowId = await add(here("603"));
    const { body } = await ask("/contacts", "603");
    expect(body.results).toEqual([{ externalId: "603", crmId: rowId }]);
    expect(linksOf("603")).toHaveLength(1);
    expect(crm.rows("contact").find(({ id }) => id === rowId)!.values.jobtitle).toBe("Head of Purchasing");
  });

  it("two could be meant: neither asking nor creating answers a row, and a person is asked once", async () => {
    const twins = [await add(here("604")), await add(here("604"))];
    const before = crm.rows("contact").length;
    expect((await ask("/contacts/sync", "604")).body.results).toEqual([]);
    for (let times = 0; times < 2; times++) {
      const { status, body } = await ask("/contacts", "604");
      expect([status, body.results]).toEqual([200, []]);
      expect(body.errors).toEqual([
        { index: 0, externalId: "604", error: "MATCH_AMBIGUOUS", message: expect.any(String) },
      ]);
    }
    expect(crm.rows("contact")).toHaveLength(before);
    const open = crm
      .rows("wave_issue")
      .filter(
        ({ values }) => values.wave_externalid === "604" && values.wave_issuestatus === IssueStatus.Open,
      );
    expect(open.map(({ values }) => values.wave_code)).toEqual(["MATCH_AMBIGUOUS"]);

    // One of the two turns out to be somebody else.
    await crm.dynamics.as("admin", "DELETE", `contacts(${twins[1]})`);
    expect((await ask("/contacts", "604")).body.results).toEqual([{ externalId: "604", crmId: twins[0] }]);
    expect(issueOf("604")!.wave_issuestatus).toBe(IssueStatus.Resolved);
  });

  it("a mapping that creates nobody leaves out who is not there, and says why", async () => {
    const policies = (noMatch: string) =>
      crm.changeMapping("contact", ({ values }) => ({
        wave_policies: JSON.stringify({ ...JSON.parse(String(values.wave_policies)), noMatch }),
      }));
    await policies("skip");
    const { body } = await ask("/contacts", "605");
    expect(body.results).toEqual([]);
    expect(body.errors).toEqual([expect.objectContaining({ externalId: "605", error: "NO_MATCH" })]);
    await policies("create");
    expect((await ask("/contacts", "605")).body.results).toHaveLength(1);
  });

  it("what a mapping sends to Enginy comes back as properties, under Enginy's names; nothing else does", async () => {
    await crm.changeMapping("contact", ({ values }) => {
      const map = JSON.parse(String(values.wave_fieldmap)) as { lines: { id: string; direction: string }[] };
      const lines = map.lines.map((line) =>
        line.id === "jobTitle" || line.id === "professionalEmail" ? { ...line, direction: "both" } : line,
      );
      return { wave_fieldmap: JSON.stringify({ ...map, lines }), wave_direction: 628140000 };
    });
    const { id, ...person } = enginyContact(crm, "606");
    const externalId = String(id);
    const { body } = await crm.call("POST", "/contacts", { contacts: [{ externalId, ...person }] });
    const { crmId } = body.results[0]!;
    const edit = await crm.dynamics.as("admin", "PATCH", `contacts(${crmId})`, { jobtitle: "Now Director" });
    expect(edit.status).toBe(204);
    const properties = { title: "Now Director", email: "person-606@acme-606.test" };
    const sync = await crm.call("POST", "/contacts/sync", { contacts: [{ externalId }] });
    expect(sync.body.results).toEqual([{ externalId, crmId, properties }]);
    const batch = await crm.call("POST", "/contacts/batch", { ids: [crmId] });
    expect(batch.body.results).toEqual([{ ...properties, id: crmId, externalId, properties }]);
  });
});
