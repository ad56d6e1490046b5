import { fault, startServer, type TestServer } from "./support/server";

/** developer/data-platform: define-alternate-keys-entity, use-alternate-key-reference-record. */
describe("alternate keys", () => {
  let server: TestServer;
  const keys = "EntityDefinitions(LogicalName='contact')/Keys";
  const label = (Label: string) => ({ LocalizedLabels: [{ Label, LanguageCode: 1033 }] });
  beforeAll(async () => {
    server = await startServer();
    await server.send("POST", keys, {
      SchemaName: "cs_External",
      KeyAttributes: ["externaluseridentifier"],
      DisplayName: label("External key"),
    });
    await server.send("POST", keys, {
      SchemaName: "cs_Pair",
      KeyAttributes: ["governmentid", "employeeid"],
      DisplayName: label("Pair"),
    });
  });
  afterAll(() => server.close());

  it("are listed as active", async () => {
    const { json } = await server.send(
      "GET",
      `${keys}?$select=LogicalName,KeyAttributes,EntityKeyIndexStatus`,
    );
    expect(json["value"]).toMatchObject([
      {
        LogicalName: "cs_external",
        KeyAttributes: ["externaluseridentifier"],
        EntityKeyIndexStatus: "Active",
      },
      {
        LogicalName: "cs_pair",
        KeyAttributes: ["governmentid", "employeeid"],
        EntityKeyIndexStatus: "Active",
      },
    ]);
  });

  it("address rows in reads, upserts, binds and deletes, whatever the case", async () => {
    const url = "contacts(externaluseridentifier='A1')";
    const created = await server.send("PATCH", url, { lastname: "Keyed" });
    expect(created.headers.get("odata-entityid")).toBe(`${server.base}${url}`);
    expect((await server.send("GET", "contacts(externaluseridentifier='a1')")).json).toMatchObject({
      lastname: "Keyed",
      externaluseridentifier: "A1",
    });
    await server.send("PATCH", url, { lastname: "Again", externaluseridentifier: "ignored" });
    expect((await server.send("GET", url)).json).toMatchObject({
      lastname: "Again",
      externaluseridentifier: "A1",
    });
    const account = await server.send(
      "POST",
      "accounts",
      { name: "Bound", "primarycontactid@odata.bind": `/${url}` },
      { Prefer: "return=representation" },
    );
    expect(account.json["_primarycontactid_value"]).toBe((await server.send("GET", url)).json["contactid"]);
    expect((await server.send("DELETE", url)).status).toBe(204);
  });

  it("of several parts need them all", async () => {
    await server.send("PATCH", "contacts(governmentid='g',employeeid='e')", { lastname: "Two" });
    expect((await server.send("GET", "contacts(employeeid='E',governmentid='G')")).json["lastname"]).toBe(
      "Two",
    );
    expect(fault(await server.send("GET", "contacts(governmentid='g')"))).toMatchObject({
      status: 400,
      message: expect.stringContaining(
        "The key in the request URI is not valid for resource 'Microsoft.Dynamics.CRM.contact'",
      ),
    });
  });

  it("answer 404 with the platform's words when nothing has them", async () => {
    expect(fault(await server.send("GET", "contacts(externaluseridentifier='none')"))).toEqual({
      status: 404,
      code: "0x80060891",
      message: "A record with the specified key values does not exist in contact entity",
    });
  });

  it("keep a second row out with 412 0x80060892, but not a second row without a value", async () => {
    await server.send("POST", "contacts", { externaluseridentifier: "once" });
    expect(fault(await server.send("POST", "contacts", { externaluseridentifier: "ONCE" }))).toEqual({
      status: 412,
      code: "0x80060892",
      message:
        "Entity Key External key violated. A record with the same value for External User Identifier already exists. A duplicate record cannot be created. Select one or more unique values and try again.",
    });
    const other = await server.dataverse.create("contact", { externaluseridentifier: "twice" });
    expect(
      fault(await server.send("PATCH", `contacts(${other})`, { externaluseridentifier: "once" })).code,
    ).toBe("0x80060892");
    expect((await server.send("POST", "contacts", {})).status).toBe(204);
    expect((await server.send("POST", "contacts", {})).status).toBe(204);
  });

  it("fail when values are doubled already, and come alive once they are not", async () => {
    const [first] = [
      await server.dataverse.create("account", { accountnumber: "7" }),
      await server.dataverse.create("account", { accountnumber: "7" }),
    ];
    const path = "EntityDefinitions(LogicalName='account')/Keys";
    await server.send("POST", path, { SchemaName: "cs_Number", KeyAttributes: ["accountnumber"] });
    const status = async () =>
      (await server.send("GET", `${path}?$select=EntityKeyIndexStatus`)).json["value"];
    expect(await status()).toMatchObject([{ EntityKeyIndexStatus: "Failed" }]);
    await server.dataverse.remove("account", first);
    await server.send("POST", "ReactivateEntityKey", {
      EntityLogicalName: "account",
      EntityKeyLogicalName: "cs_number",
    });
    expect(await status()).toMatchObject([{ EntityKeyIndexStatus: "Active" }]);
    expect((await server.send("GET", "accounts(accountnumber='7')?$select=accountid")).status).toBe(200);
  });

  it("cannot be made of columns that are too long or of the wrong type", async () => {
    expect(
      fault(await server.send("POST", keys, { SchemaName: "cs_Long", KeyAttributes: ["description"] }))
        .status,
    ).toBe(400);
    expect(
      fault(
        await server.send("POST", keys, {
          SchemaName: "cs_Url",
          KeyAttributes: ["websiteurl", "ftpsiteurl", "yomifullname"],
        }),
      ).status,
    ).toBe(400);
  });
});
