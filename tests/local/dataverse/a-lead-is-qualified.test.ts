import { fault, startServer, type TestServer } from "./support/server";

/** The action QualifyLead; reference/entities/lead. */
describe("A lead", () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startServer()));
  afterAll(() => server.close());

  const qualify = (id: string, more: object = {}) =>
    server.send("POST", `leads(${id})/Microsoft.Dynamics.CRM.QualifyLead`, {
      CreateAccount: true,
      CreateContact: true,
      CreateOpportunity: false,
      Status: 3,
      ...more,
    });
  const asked = {
    firstname: "Ana",
    lastname: "Lead",
    companyname: "Lead & Co",
    emailaddress1: "ana@lead.test",
  };

  it("becomes a contact and an account, joined with each other and with the lead", async () => {
    const { dataverse } = server;
    const id = await dataverse.create("lead", { ...asked, subject: "Topic", mobilephone: "+1 555 0100" });
    expect(dataverse.get("lead", id)?.values).toMatchObject({
      ...{ fullname: "Ana Lead", statecode: 0, statuscode: 1 },
    });

    const answer = await qualify(id);
    expect(answer.status).toBe(200);
    const [account, contact] = answer.json.value as readonly Record<string, string>[];
    expect(account?.["@odata.type"]).toBe("#Microsoft.Dynamics.CRM.account");
    const lead = { table: "lead", id };
    expect(dataverse.get("account", account!.accountid!)?.values).toMatchObject({
      name: "Lead & Co",
      originatingleadid: lead,
      primarycontactid: { table: "contact", id: contact!.contactid },
    });
    expect(dataverse.get("contact", contact!.contactid!)?.values).toMatchObject({
      ...{ firstname: "Ana", lastname: "Lead", emailaddress1: "ana@lead.test", mobilephone: "+1 555 0100" },
      parentcustomerid: { table: "account", id: account!.accountid },
      originatingleadid: lead,
    });
    expect(dataverse.get("lead", id)?.values).toMatchObject({
      ...{ statecode: 1, statuscode: 3 },
      parentcontactid: { table: "contact", id: contact!.contactid },
    });
  });

  it("is qualified once, and only into what is here", async () => {
    const id = await server.dataverse.create("lead", asked);
    expect((await qualify(id, { CreateOpportunity: true })).status).toBe(501);
    expect((await qualify(id, { CreateAccount: false })).status).toBe(200);
    expect(fault(await qualify(id))).toMatchObject({ status: 400, message: "The lead is already closed." });
    const contacts = server.dataverse
      .rows("contact")
      .filter(({ values }) => values["originatingleadid"] !== undefined);
    expect(
      contacts.filter(({ values }) => (values["originatingleadid"] as { id: string }).id === id),
    ).toHaveLength(1);
  });

  it("is disqualified for a reason of that state", async () => {
    const id = await server.dataverse.create("lead", asked);
    expect((await server.send("PATCH", `leads(${id})`, { statecode: 2, statuscode: 3 })).status).toBe(400);
    expect((await server.send("PATCH", `leads(${id})`, { statecode: 2, statuscode: 5 })).status).toBe(204);
  });
});
