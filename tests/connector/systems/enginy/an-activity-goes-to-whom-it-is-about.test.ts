import { randomUUID } from "node:crypto";
import { Direction, mapping, MappingStatus } from "../../../../core/generated/schema";
import { DEFAULT_POLICIES } from "../../../../core/mapping/defaults/policies";
import { withoutEvents } from "../../support/without-events";
import { crmContact, startCustomCrm, type CustomCrm } from "./support/custom-crm";

// Enginy names a contact, a company, or both. On whose timeline it is then: the contact's where she is linked, else the company's.

describe("an activity of Enginy's goes to whom it is about", () => {
  let crm: CustomCrm;
  let contactId: string;
  let companyId: string;
  let logged = 0;

  const log = async (about: object, changes: object = {}) => {
    logged += 1;
    const activity = { type: "LINKEDIN", direction: "OUTBOUND", metadata: { messageId: `m${logged}` } };
    const { body, status } = await crm.call("POST", "/activities", { ...activity, ...about, ...changes });
    return { status, id: body.id };
  };
  const task = async (about: object) => {
    logged += 1;
    const { body } = await crm.call("POST", "/tasks", { subject: `Task ${logged}`, ...about });
    return { task: body, id: body.id };
  };
  const regarding = (id: unknown) =>
    ["wave_socialmessage", "email", "task"].flatMap((table) => crm.rows(table)).find((row) => row.id === id)
      ?.values.regardingobjectid;
  const export_ = async (list: "contacts" | "companies", record: object) =>
    String((await crm.call("POST", `/${list}`, { [list]: [record] })).body.results[0]!.crmId);

  beforeAll(async () => {
    crm = await startCustomCrm();
    await withoutEvents(crm.dynamics);
    contactId = await export_("contacts", crmContact("1"));
    companyId = await export_("companies", { externalId: "c1", name: "Acme 1", domain: "acme-1.test" });
  });
  afterAll(() => crm?.close());

  it.each([
    ["the contact alone", () => ({ contactId }), () => ({ table: "contact", id: contactId })],
    ["the company alone", () => ({ companyId }), () => ({ table: "account", id: companyId })],
    ["both: the contact", () => ({ companyId, contactId }), () => ({ table: "contact", id: contactId })],
    [
      "its id in capitals",
      () => ({ contactId: contactId.toUpperCase() }),
      () => ({ table: "contact", id: contactId }),
    ],
    [
      "a contact that is not linked, and a company that is: the company",
      () => ({ companyId, contactId: randomUUID() }),
      () => ({ table: "account", id: companyId }),
    ],
    [
      "a contactId that is no id of Dynamics', and a company",
      () => ({ companyId, contactId: "77" }),
      () => ({ table: "account", id: companyId }),
    ],
  ])("%s", async (_what, about, expected) => {
    expect(regarding((await log(about())).id)).toEqual(expected());
    expect(regarding((await task(about())).id)).toEqual(expected());
  });

  it.each([
    ["nobody", () => ({})],
    ["nobody who is linked", () => ({ contactId: randomUUID() })],
    ["a company in the contact's place", () => ({ contactId: companyId })],
    ["a contact in the company's place", () => ({ companyId: contactId })],
  ])("%s: refused with 404", async (_what, about) => {
    expect((await log(about())).status).toBe(404);
  });

  it("Enginy is told which of the two a task is on", async () => {
    expect((await task({ contactId })).task).toMatchObject({ contactId });
    expect((await task({ contactId })).task).not.toHaveProperty("companyId");
    expect((await task({ companyId })).task).toMatchObject({ companyId });
    expect((await task({ companyId })).task).not.toHaveProperty("contactId");
  });

  it.each([
    ["OUTBOUND", "to"],
    ["INBOUND", "from"],
  ])("an email %s has the company as its %s", async (direction, role) => {
    const { id } = await log({ companyId }, { type: "EMAIL", direction });
    const mask = role === "from" ? 1 : 2;
    const parties = crm
      .rows("activityparty")
      .filter(({ values }) => (values.activityid as { id: string }).id === id)
      .filter(({ values }) => values.participationtypemask === mask)
      .map(({ values }) => values.partyid);
    expect(parties).toEqual([{ table: "account", id: companyId }]);
  });

  it("a lead, where the person is one, beside contacts", async () => {
    const { lookups } = mapping;
    const line = (systemField: string, column: string) => ({
      ...{ id: systemField, kind: "field", systemField, column, direction: "toDataverse" },
      ...{ writeRule: "overwrite", conflict: "system", transformations: [] },
    });
    const rule = { systemField: "lastName", column: "lastname", comparison: "exact" };
    const lines = [line("lastName", "lastname"), { ...line("topic", "subject"), kind: "fixed", value: "E" }];
    const { systemField: _, ...topic } = lines[1]!;
    const { status } = await crm.dynamics.as("admin", "POST", "wave_mappings", {
      ...{ wave_name: "Leads", wave_systemobject: "contact", wave_table: "lead" },
      wave_direction: Direction.ToDataverse,
      wave_fieldmap: JSON.stringify({ version: 1, lines: [lines[0], topic] }),
      wave_matchrules: JSON.stringify({ version: 1, groups: [[rule]] }),
      wave_policies: JSON.stringify({ version: 1, ...DEFAULT_POLICIES }),
      ...{ wave_mappingstatus: MappingStatus.Active, wave_scheduleminutes: 0 },
      [`${lookups.connection.nav}@odata.bind`]: `/wave_connections(${crm.rows("wave_connection")[0]!.id})`,
    });
    expect(status).toBe(204);
    await crm.changeMapping("contact", ({ values }) => ({
      wave_policies: JSON.stringify({ ...JSON.parse(String(values.wave_policies)), noMatch: "skip" }),
    }));
    const leadId = await export_("contacts", { externalId: "2", lastName: "A lead" });
    expect(regarding((await log({ contactId: leadId })).id)).toEqual({ table: "lead", id: leadId });
    expect(regarding((await task({ contactId })).id)).toEqual({ table: "contact", id: contactId });
  });
});
