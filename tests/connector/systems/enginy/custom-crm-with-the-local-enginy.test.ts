import { until } from "../../support/connector";
import { startCustomCrm, type CustomCrm } from "./support/custom-crm";

describe("the local Enginy uses us as its CRM", () => {
  let crm: CustomCrm;
  const people = 12;
  const ids = () => crm.enginy.contacts.all().map(({ id }) => id);
  const linked = (object: string) =>
    crm.rows("wave_link").filter(({ values }) => values.wave_systemobject === object);

  beforeAll(async () => {
    crm = await startCustomCrm();
    const { enginy } = crm;
    const companyId = enginy.companies.create({ name: "Acme Demo SAS", domain: "acme-demo.test" }).id;
    for (let at = 0; at < people; at++)
      enginy.contacts.create({
        firstName: "Ines",
        lastName: `Vasseur ${at}`,
        professionalEmail: `ines.${at}@acme-demo.test`,
        companyId,
      });
    await enginy.crm.connect({
      baseUrl: crm.url,
      apiKey: crm.key,
      apiKeyHeader: "X-API-Key",
      contactLinkTemplate: null,
      companyLinkTemplate: null,
    });
  });
  afterAll(async () => crm?.close());

  it("an export with calls made twice at once and answers lost: each is one row, with its company", async () => {
    const { client } = crm.enginy.crm;
    client.setFaults({ twice: 3, loseAnswers: 3 });
    await crm.enginy.crm.export(ids());
    await crm.enginy.crm.export(ids());
    expect(client.calls.filter(({ status }) => status !== null && status >= 300)).toEqual([]);

    const made = crm.rows("contact").filter(({ values }) => String(values.lastname).startsWith("Vasseur"));
    expect(made).toHaveLength(people);
    expect(linked("contact")).toHaveLength(people);
    const [account, ...others] = crm.rows("account").filter(({ values }) => values.name === "Acme Demo SAS");
    expect(others).toEqual([]);
    for (const { values } of made) expect((values.parentcustomerid as { id: string }).id).toBe(account!.id);
    expect(
      crm.enginy.contacts
        .all()
        .map(({ contactCRMId }) => contactCRMId)
        .sort(),
    ).toEqual(made.map(({ id }) => id).sort());
  });

  it("a task that was done in Dynamics is done in Enginy, and the other way round", async () => {
    const { enginy } = crm;
    const [contactId] = ids();
    for (const subject of ["Call before the fair", "Send the offer"])
      enginy.tasks.add({ contactId: contactId!, subject, type: "call" });
    const row = (subject: string) => crm.rows("task").find(({ values }) => values.subject === subject);
    const ofEnginy = (subject: string) => enginy.tasks.list().find((each) => each.subject === subject)!;
    await until("both tasks", () => enginy.tasks.list().every(({ crmId }) => crmId !== null));

    await enginy.crm.complete(ofEnginy("Call before the fair"));
    expect(row("Call before the fair")!.values.statecode).toBe(1);
    const done = { statecode: 1, statuscode: 5 };
    await crm.dynamics.as("admin", "PATCH", `tasks(${row("Send the offer")!.id})`, done);
    await enginy.crm.pullTasks();
    expect(ofEnginy("Send the offer").completed).toBe(true);
  });
});
