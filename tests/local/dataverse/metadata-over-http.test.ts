import { fault, rowsOf, startServer, type TestServer } from "./support/server";

/** developer/data-platform/webapi/query-metadata-web-api, web-api-service-documents; facts 4.9 and section 9. */
describe("metadata over HTTP", () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startServer()));
  afterAll(() => server.close());
  const get = (path: string, headers?: Record<string, string>) =>
    server.send("GET", path, undefined, headers);

  it("describes a table with its columns and keys", async () => {
    const { json } = await get(
      "EntityDefinitions(LogicalName='contact')?$select=LogicalName,EntitySetName,PrimaryIdAttribute,PrimaryNameAttribute,ChangeTrackingEnabled,ObjectTypeCode&$expand=Attributes($select=LogicalName,AttributeType,RequiredLevel),Keys($select=LogicalName)",
    );
    expect(json).toMatchObject({
      LogicalName: "contact",
      EntitySetName: "contacts",
      PrimaryIdAttribute: "contactid",
      PrimaryNameAttribute: "fullname",
      ChangeTrackingEnabled: true,
      ObjectTypeCode: 2,
      Keys: [],
    });
    const company = (json["Attributes"] as Record<string, unknown>[]).find(
      (one) => one["LogicalName"] === "company",
    );
    expect(company).toMatchObject({ AttributeType: "String" });
  });

  it("gives the lengths the reference gives", async () => {
    const length = async (table: string, column: string, type = "String") =>
      (
        await get(
          `EntityDefinitions(LogicalName='${table}')/Attributes(LogicalName='${column}')/Microsoft.Dynamics.CRM.${type}AttributeMetadata?$select=MaxLength`,
        )
      ).json["MaxLength"];
    expect(await length("contact", "company")).toBe(50);
    expect(await length("contact", "externaluseridentifier")).toBe(50);
    expect(await length("contact", "emailaddress1")).toBe(100);
    expect(await length("contact", "description", "Memo")).toBe(2000);
    expect(await length("contact", "address1_city")).toBe(80);
    expect(await length("account", "name")).toBe(160);
    expect(await length("email", "messageid")).toBe(320);
  });

  it("gives the options of choices", async () => {
    const { json } = await get(
      "EntityDefinitions(LogicalName='contact')/Attributes/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$filter=LogicalName eq 'preferredcontactmethodcode'&$expand=OptionSet,GlobalOptionSet",
    );
    const [column] = json["value"] as {
      OptionSet: { Options: { Value: number; Label: { UserLocalizedLabel: { Label: string } } }[] };
    }[];
    expect(column?.OptionSet.Options.map((one) => [one.Value, one.Label.UserLocalizedLabel.Label])).toEqual([
      [1, "Any"],
      [2, "Email"],
      [3, "Phone"],
      [4, "Fax"],
      [5, "Mail"],
    ]);
  });

  it("names the navigation properties of lookups", async () => {
    const found = rowsOf(
      await get(
        "EntityDefinitions(LogicalName='contact')/ManyToOneRelationships?$select=ReferencingAttribute,ReferencedEntity,ReferencingEntityNavigationPropertyName",
      ),
    );
    const of = (attribute: string) =>
      found
        .filter((one) => one["ReferencingAttribute"] === attribute)
        .map((one) => [one["ReferencedEntity"], one["ReferencingEntityNavigationPropertyName"]]);
    expect(of("parentcustomerid")).toEqual([
      ["account", "parentcustomerid_account"],
      ["contact", "parentcustomerid_contact"],
    ]);
    expect(of("transactioncurrencyid")).toEqual([["transactioncurrency", "transactioncurrencyid"]]);
  });

  it("works with the client people use", async () => {
    const attributes = await server.client.retrieveAttributes<{ LogicalName: string }>({
      entityKey: "LogicalName='account'",
      castType: "Microsoft.Dynamics.CRM.MoneyAttributeMetadata",
      select: ["LogicalName"],
    });
    expect(attributes.value?.map((one) => one.LogicalName).sort()).toEqual([
      "creditlimit",
      "marketcap",
      "revenue",
    ]);
  });

  it("lists the entity sets and serves $metadata as XML only", async () => {
    const { json } = await get("");
    expect(json["value"]).toContainEqual({ name: "contacts", kind: "EntitySet", url: "contacts" });
    const metadata = await get("$metadata");
    expect(metadata.headers.get("content-type")).toContain("application/xml");
    expect(metadata.text).toContain('<EntityType Name="contact"');
    expect(fault(await get("$metadata", { Accept: "application/json" }))).toMatchObject({
      status: 415,
      code: "0x80060888",
    });
  });

  it("says what it does not cover", async () => {
    expect((await get("RelationshipDefinitions")).status).toBe(501);
    expect((await server.send("POST", "EntityDefinitions", {})).status).toBe(501);
    expect((await get("EntityDefinitions(LogicalName='nothing')")).status).toBe(404);
  });
});
