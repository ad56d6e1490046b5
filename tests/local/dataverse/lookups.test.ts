import { fault, rowsOf, startServer, type TestServer } from "./support/server";

/** developer/data-platform/webapi/associate-disassociate-entities; facts 4.2 "Lookups". */
describe("lookups", () => {
  let server: TestServer;
  let account = "";
  let contact = "";
  beforeAll(async () => void (server = await startServer()));
  beforeEach(async () => {
    account = await server.dataverse.create("account", { name: "Contoso" });
    contact = await server.dataverse.create("contact", { lastname: "Lee" });
  });
  afterAll(() => server.close());
  const parent = () => server.dataverse.get("contact", contact)?.values["parentcustomerid"];

  it.each([["/accounts(ID)"], ["accounts(ID)"], ["BASEaccounts(ID)"]])(
    "are set by @odata.bind to %s",
    async (form) => {
      const address = form.replace("ID", account).replace("BASE", server.base);
      const answer = await server.send("PATCH", `contacts(${contact})`, {
        "parentcustomerid_account@odata.bind": address,
      });
      expect(answer.status).toBe(204);
      expect(parent()).toEqual({ table: "account", id: account });
      expect(server.dataverse.get("contact", contact)?.values["accountid"]).toEqual({
        table: "account",
        id: account,
      });
    },
  );

  it("read as _x_value, with name, table and navigation property in annotations", async () => {
    await server.dataverse.update("contact", contact, {
      parentcustomerid: { table: "account", id: account },
    });
    const { json } = await server.send(
      "GET",
      `contacts(${contact})?$select=_parentcustomerid_value`,
      undefined,
      {
        Prefer: 'odata.include-annotations="*"',
      },
    );
    expect(json).toMatchObject({
      _parentcustomerid_value: account,
      "_parentcustomerid_value@OData.Community.Display.V1.FormattedValue": "Contoso",
      "_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "account",
      "_parentcustomerid_value@Microsoft.Dynamics.CRM.associatednavigationproperty":
        "parentcustomerid_account",
    });
  });

  it("are cleared by a null bind and by DELETE of their $ref", async () => {
    const set = { parentcustomerid: { table: "account", id: account } };
    await server.dataverse.update("contact", contact, set);
    await server.send("PATCH", `contacts(${contact})`, { "parentcustomerid_account@odata.bind": null });
    expect(parent()).toBeUndefined();
    await server.dataverse.update("contact", contact, set);
    expect((await server.send("DELETE", `contacts(${contact})/parentcustomerid_account/$ref`)).status).toBe(
      204,
    );
    expect(parent()).toBeUndefined();
  });

  it("are set and cleared from the other side by $ref on the collection", async () => {
    const path = `accounts(${account})/contact_customer_accounts`;
    const body = { "@odata.id": `${server.base}contacts(${contact})` };
    expect((await server.send("POST", `${path}/$ref`, body)).status).toBe(204);
    expect(rowsOf(await server.send("GET", `${path}?$select=lastname`))).toMatchObject([{ lastname: "Lee" }]);
    expect((await server.send("DELETE", `${path}/$ref?$id=${server.base}contacts(${contact})`)).status).toBe(
      204,
    );
    expect(parent()).toBeUndefined();
  });

  it("work with the client people use", async () => {
    const { client } = server;
    await client.associateSingleValued({
      collection: "accounts",
      primaryKey: account,
      navigationProperty: "primarycontactid",
      relatedCollection: "contacts",
      relatedKey: contact,
    });
    const read = await client.retrieve<Record<string, unknown>>({
      collection: "accounts",
      key: account,
      select: ["name"],
      expand: [{ property: "primarycontactid", select: ["lastname"] }],
    });
    expect(read["primarycontactid"]).toMatchObject({ lastname: "Lee", contactid: contact });
    await client.disassociateSingleValued({
      collection: "accounts",
      primaryKey: account,
      navigationProperty: "primarycontactid",
    });
    expect(server.dataverse.get("account", account)?.values["primarycontactid"]).toBeUndefined();
  });

  it("join rows of many-to-many relationships once", async () => {
    const { dataverse } = server;
    const unit = { table: "businessunit", id: dataverse.kernel.organization.rootBusinessUnitId };
    const role = await dataverse.create("role", { name: "Tester", businessunitid: unit });
    const user = dataverse.kernel.organization.systemUserId;
    const path = `systemusers(${user})/systemuserroles_association`;
    const body = { "@odata.id": `${server.base}roles(${role})` };
    await server.send("POST", `${path}/$ref`, body);
    await server.send("POST", `${path}/$ref`, body);
    expect(rowsOf(await server.send("GET", `${path}?$select=name`))).toMatchObject([{ name: "Tester" }]);
    expect((await server.send("DELETE", `${path}(${role})/$ref`)).status).toBe(204);
    expect(rowsOf(await server.send("GET", path))).toEqual([]);
  });

  it("to rows that are missing answer 404, to the wrong table 400", async () => {
    const id = "0f1a1c1e-0000-4000-8000-00000000dead";
    const bind = (property: string, address: string) =>
      server.send("PATCH", `contacts(${contact})`, { [property]: address });
    expect(fault(await bind("parentcustomerid_account@odata.bind", `/accounts(${id})`))).toEqual({
      status: 404,
      code: "0x80040217",
      message: `account With Id = ${id} Does Not Exist`,
    });
    expect((await bind("parentcustomerid_account@odata.bind", `/contacts(${contact})`)).status).toBe(400);
  });

  it("of deleted rows are emptied", async () => {
    await server.dataverse.update("contact", contact, {
      parentcustomerid: { table: "account", id: account },
    });
    expect((await server.send("DELETE", `accounts(${account})`)).status).toBe(204);
    expect(parent()).toBeUndefined();
  });

  it("let a deep insert create both ends at once, or neither", async () => {
    const answer = await server.send("POST", "accounts", {
      name: "Deep",
      primarycontactid: { lastname: "Parent" },
      contact_customer_accounts: [{ lastname: "Child 1" }, { lastname: "Child 2" }],
    });
    const { json } = await server.send(
      "GET",
      `${answer.headers.get("odata-entityid")}?$select=name&$expand=primarycontactid($select=lastname),contact_customer_accounts($select=lastname)`,
    );
    expect(json).toMatchObject({
      primarycontactid: { lastname: "Parent" },
      contact_customer_accounts: [{ lastname: "Child 1" }, { lastname: "Child 2" }],
    });
    const before = server.dataverse.rows("contact").length;
    const failed = await server.send("POST", "accounts", {
      name: "Deep",
      contact_customer_accounts: [{ lastname: "ok" }, { lastname: "x".repeat(51) }],
    });
    expect(failed.status).toBe(400);
    expect(server.dataverse.rows("contact").length).toBe(before);
    expect(server.dataverse.rows("account").filter((row) => row.values["name"] === "Deep")).toHaveLength(1);
  });
});
