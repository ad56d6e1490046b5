import { fault, startServer, type TestServer } from "./support/server";

/** developer/data-platform/webapi: create-entity, retrieve-entity, update-delete-entities. */
describe("rows are created, read, changed and deleted", () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startServer()));
  afterAll(() => server.close());

  it("works with the client people use", async () => {
    const { client } = server;
    const created = await client.create<Record<string, unknown>>({
      collection: "contacts",
      data: { firstname: "Ann", lastname: "Lee", emailaddress1: "ann@example.com" },
      returnRepresentation: true,
    });
    const key = String(created["contactid"]);
    await client.update({ collection: "contacts", key, data: { jobtitle: "Head of Sales" } });
    const read = await client.retrieve<Record<string, unknown>>({
      collection: "contacts",
      key,
      select: ["fullname", "jobtitle", "statecode"],
    });
    expect(read).toMatchObject({ fullname: "Ann Lee", jobtitle: "Head of Sales", statecode: 0 });
    expect(read["statecode@OData.Community.Display.V1.FormattedValue"]).toBe("Active");
    await client.deleteRecord({ collection: "contacts", key });
    await expect(client.retrieve({ collection: "contacts", key })).rejects.toMatchObject({ status: 404 });
  });

  it("answers a create with 204 and the new row's address", async () => {
    const answer = await server.send("POST", "accounts", { name: "Contoso" });
    expect(answer.status).toBe(204);
    expect(answer.text).toBe("");
    expect(answer.headers.get("odata-version")).toBe("4.0");
    expect(answer.headers.get("odata-entityid")).toMatch(
      new RegExp(`^${server.base}accounts\\([0-9a-f-]{36}\\)$`),
    );
  });

  it("takes the primary key from the client, once", async () => {
    const contactid = "0f1a1c1e-0000-4000-8000-000000000001";
    const first = await server.send("POST", "contacts", { contactid, lastname: "Own key" });
    expect(first.headers.get("odata-entityid")).toContain(contactid);
    expect(fault(await server.send("POST", "contacts", { contactid }))).toEqual({
      status: 412,
      code: "0x80040237",
      message: "Cannot insert duplicate key.",
    });
  });

  it("answers with the row on return=representation, and says so", async () => {
    const prefer = { Prefer: "return=representation" };
    const created = await server.send("POST", "contacts?$select=fullname", { lastname: "Wanted" }, prefer);
    expect(created.status).toBe(201);
    expect(created.headers.get("preference-applied")).toBe("return=representation");
    expect(created.headers.get("odata-entityid")).toBeNull();
    expect(created.json["@odata.context"]).toBe(`${server.base}$metadata#contacts(fullname)/$entity`);
    const path = `contacts(${String(created.json["contactid"])})?$select=fullname`;
    const changed = await server.send("PATCH", path, { firstname: "Much" }, prefer);
    expect(changed.status).toBe(200);
    expect(changed.json["fullname"]).toBe("Much Wanted");
  });

  it("gives a read row its etag, its id and null for what is empty", async () => {
    const { dataverse } = server;
    const id = await dataverse.create("contact", { lastname: "Etag" });
    const answer = await server.send("GET", `contacts(${id})?$select=lastname,jobtitle`);
    const etag = `W/"${dataverse.get("contact", id)?.version}"`;
    expect(answer.headers.get("etag")).toBe(etag);
    expect(answer.json).toEqual({
      "@odata.context": `${server.base}$metadata#contacts(lastname,jobtitle)/$entity`,
      "@odata.etag": etag,
      contactid: id,
      lastname: "Etag",
      jobtitle: null,
    });
  });

  it("says in the platform's words that a row is missing", async () => {
    const id = "0f1a1c1e-0000-4000-8000-00000000dead";
    const missing = { status: 404, code: "0x80040217", message: `contact With Id = ${id} Does Not Exist` };
    expect(fault(await server.send("GET", `contacts(${id})`))).toEqual(missing);
    expect(fault(await server.send("DELETE", `contacts(${id})`))).toEqual(missing);
  });

  it("sets, reads and clears a single property", async () => {
    const id = await server.dataverse.create("contact", { lastname: "Single" });
    expect((await server.send("PUT", `contacts(${id})/jobtitle`, { value: "Cook" })).status).toBe(204);
    expect((await server.send("GET", `contacts(${id})/jobtitle`)).json["value"]).toBe("Cook");
    expect((await server.send("GET", `contacts(${id})/jobtitle/$value`)).text).toBe("Cook");
    expect((await server.send("DELETE", `contacts(${id})/jobtitle`)).status).toBe(204);
    expect((await server.send("GET", `contacts(${id})/jobtitle`)).status).toBe(204);
  });

  it("keeps the creation date that a migration brings, and when it really happened", async () => {
    const created = await server.send("POST", "contacts", {
      lastname: "Migrated",
      overriddencreatedon: "2019-05-01T08:00:00Z",
      createdon: "2001-01-01T00:00:00Z",
    });
    const url = created.headers.get("odata-entityid") ?? "";
    const { json } = await server.send("GET", `${url}?$select=createdon,overriddencreatedon`);
    expect(json["createdon"]).toBe("2019-05-01T08:00:00Z");
    expect(Date.parse(String(json["overriddencreatedon"]))).toBeGreaterThan(Date.parse("2020-01-01"));
  });

  it("computes names and addresses as the platform does", async () => {
    const { dataverse } = server;
    const id = await dataverse.create("contact", {
      firstname: "Ann",
      lastname: "Lee",
      address1_line1: "1 Main St",
      address1_city: "Redmond",
      address1_stateorprovince: "WA",
      address1_postalcode: "98052",
      address1_country: "US",
    });
    expect(dataverse.get("contact", id)?.values["address1_composite"]).toBe(
      "1 Main St\r\nRedmond, WA 98052\r\nUS",
    );
    await server.send("PATCH", `contacts(${id})`, { firstname: null });
    expect(dataverse.get("contact", id)?.values["fullname"]).toBe("Lee");
  });
});
