import { fault, rowsOf, startServer, type TestServer } from "./support/server";

/** developer/data-platform/fetchxml (retrieve-data, page-results); webapi/retrieve-and-execute-predefined-queries. */
describe("FetchXML and views over HTTP", () => {
  let server: TestServer;
  const all = { Prefer: 'odata.include-annotations="*"' };
  const xml = (attributes = "") =>
    `<fetch ${attributes}><entity name="contact"><attribute name="lastname"/><attribute name="parentcustomerid"/><order attribute="lastname"/>` +
    `<link-entity name="account" from="accountid" to="parentcustomerid" alias="acc" link-type="outer"><attribute name="name"/></link-entity></entity></fetch>`;
  beforeAll(async () => {
    server = await startServer();
    const account = await server.dataverse.create("account", { name: "Contoso" });
    await server.dataverse.create("contact", {
      lastname: "A",
      parentcustomerid: { table: "account", id: account },
    });
    await server.dataverse.create("contact", { lastname: "B" });
  });
  afterAll(() => server.close());
  const fetchXml = (text: string) =>
    server.send("GET", `contacts?fetchXml=${encodeURIComponent(text)}`, undefined, all);

  it("gives columns of linked tables under their alias, and leaves out empty ones", async () => {
    const rows = rowsOf(await fetchXml(xml()));
    expect(rows[0]).toMatchObject({
      lastname: "A",
      "acc.name": "Contoso",
      "_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "account",
      "_parentcustomerid_value@OData.Community.Display.V1.FormattedValue": "Contoso",
    });
    expect(Object.keys(rows[1] ?? {}).sort()).toEqual(["@odata.etag", "contactid", "lastname"]);
  });

  it("pages with a cookie that the client hands back", async () => {
    const first = await fetchXml(xml('count="1" page="1"'));
    expect(first.json["@Microsoft.Dynamics.CRM.morerecords"]).toBe(true);
    const outer = String(first.json["@Microsoft.Dynamics.CRM.fetchxmlpagingcookie"]);
    const cookie = decodeURIComponent(decodeURIComponent(/pagingcookie="([^"]*)"/.exec(outer)?.[1] ?? ""));
    const escaped = cookie.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
    const second = await fetchXml(xml(`count="1" page="2" paging-cookie="${escaped}"`));
    expect(rowsOf(second)).toMatchObject([{ lastname: "B" }]);
    expect(second.json["@Microsoft.Dynamics.CRM.morerecords"]).toBe(false);
  });

  it("pages with the client people use", async () => {
    const result = await server.client.fetchAll<Record<string, unknown>>({
      collection: "contacts",
      fetchXml: xml('count="1"'),
    });
    expect(result.value.map((row) => row["lastname"])).toEqual(["A", "B"]);
  });

  it("runs a saved view and a person's own view", async () => {
    const savedquery = await server.dataverse.create("savedquery", {
      name: "All",
      returnedtypecode: "contact",
      fetchxml: xml(),
      querytype: 0,
    });
    const userquery = await server.dataverse.create("userquery", {
      name: "Mine",
      returnedtypecode: "contact",
      fetchxml: xml('top="1"'),
      querytype: 0,
    });
    expect(rowsOf(await server.send("GET", `contacts?savedQuery=${savedquery}`))).toHaveLength(2);
    expect(rowsOf(await server.send("GET", `contacts?userQuery=${userquery}`))).toHaveLength(1);
    expect(fault(await server.send("GET", `contacts?savedQuery=${userquery}`)).code).toBe("0x80040217");
  });

  it("refuses tables, columns and text that are wrong", async () => {
    expect(fault(await fetchXml("<fetch><entity name='account'/></fetch>")).status).toBe(400);
    expect(
      fault(await fetchXml("<fetch><entity name='contact'><attribute name='nope'/></entity></fetch>")).code,
    ).toBe("0x80041103");
    expect(fault(await fetchXml("<fetch")).status).toBe(400);
  });
});
