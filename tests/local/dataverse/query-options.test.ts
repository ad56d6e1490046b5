import { fault, rowsOf, startServer, type TestServer } from "./support/server";

/** developer/data-platform/webapi/query: select-columns, order-rows, count-rows, join-tables; SUP web-api-client-errors. */
describe("query options", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startServer();
    const { dataverse } = server;
    const zeta = await dataverse.create("account", {
      name: "Zeta",
      numberofemployees: 1234,
      revenue: 1500.5,
    });
    const acme = await dataverse.create("account", { name: "acme" });
    const of = (id: string) => ({ parentcustomerid: { table: "account", id } });
    await dataverse.create("contact", { lastname: "B", firstname: "2", ...of(zeta) });
    await dataverse.create("contact", { lastname: "A", firstname: "1", ...of(acme) });
    await dataverse.create("contact", { lastname: "b", firstname: "1", ...of(zeta) });
    await dataverse.create("contact", { firstname: "0" });
  });
  afterAll(() => server.close());
  const get = (path: string, headers?: Record<string, string>) =>
    server.send("GET", path, undefined, headers);
  const firstnames = async (path: string) =>
    rowsOf(await get(path)).map((row) => `${String(row["lastname"])}${String(row["firstname"])}`);

  it("$select names the columns of the context and always gives the id", async () => {
    const answer = await get("contacts?$select=lastname,_parentcustomerid_value&$top=1");
    expect(answer.json["@odata.context"]).toBe(
      `${server.base}$metadata#contacts(lastname,_parentcustomerid_value)`,
    );
    expect(Object.keys(rowsOf(answer)[0] ?? {}).sort()).toEqual([
      "@odata.etag",
      "_parentcustomerid_value",
      "contactid",
      "lastname",
    ]);
  });

  it("without $select all readable columns come, empty ones as null", async () => {
    const [row = {}] = rowsOf(await get("contacts?$top=1"));
    expect(row).toMatchObject({
      jobtitle: null,
      statecode: 0,
      _ownerid_value: expect.any(String),
      versionnumber: expect.any(Number),
    });
    expect(Object.keys(row).length).toBeGreaterThan(100);
  });

  it("$orderby sorts by several columns, without case, null first, lookups by name", async () => {
    expect(
      await firstnames("contacts?$select=lastname,firstname&$orderby=lastname asc,firstname desc"),
    ).toEqual(["null0", "A1", "B2", "b1"]);
    expect(
      await firstnames("contacts?$select=lastname,firstname&$orderby=_parentcustomerid_value,firstname"),
    ).toEqual(["null0", "A1", "b1", "B2"]);
    expect(
      await firstnames(
        "contacts?$select=lastname,firstname&$orderby=parentcustomerid_account/name desc,lastname,firstname&$top=2",
      ),
    ).toEqual(["b1", "B2"]);
  });

  it("$top cuts, $count counts all", async () => {
    const answer = await get("contacts?$select=lastname&$top=1&$count=true");
    expect(rowsOf(answer)).toHaveLength(1);
    expect(answer.json["@odata.count"]).toBe(4);
    expect(answer.json["@odata.nextLink"]).toBeUndefined();
    const count = await get("contacts/$count?$filter=firstname eq '1'");
    expect(count.headers.get("content-type")).toContain("text/plain");
    expect(count.text).toBe("2");
  });

  it("$expand joins one row or many, with options of their own", async () => {
    const answer = await get(
      "accounts?$select=name&$orderby=name&$expand=contact_customer_accounts($select=lastname,firstname;$filter=firstname ne '9';$orderby=firstname;$top=1;$expand=parentcustomerid_account($select=name))",
    );
    expect(answer.json["@odata.context"]).toContain(
      "#accounts(name,contact_customer_accounts(lastname,firstname))",
    );
    expect(rowsOf(answer)[1]).toMatchObject({
      name: "Zeta",
      contact_customer_accounts: [
        { lastname: "b", firstname: "1", parentcustomerid_account: { name: "Zeta" } },
      ],
    });
  });

  it("$expand=ownerid leads to a principal, which has only its id", async () => {
    const [row] = rowsOf(
      await get("contacts?$select=lastname&$expand=ownerid,owninguser($select=fullname)&$top=1"),
    );
    const ownerid = server.dataverse.kernel.organization.systemUserId;
    expect(row).toMatchObject({
      ownerid: { "@odata.type": "#Microsoft.Dynamics.CRM.systemuser", ownerid },
      owninguser: { fullname: "SYSTEM" },
    });
    expect(fault(await get("contacts?$expand=ownerid($select=fullname)")).message).toBe(
      "Could not find a property named 'fullname' on type 'Microsoft.Dynamics.CRM.principal'.",
    );
  });

  it("an expanded collection carries the address it can be read from", async () => {
    const [row = {}] = rowsOf(
      await get(
        "accounts?$select=name&$filter=name eq 'acme'&$expand=contact_customer_accounts($select=lastname)",
      ),
    );
    const link = String(row["contact_customer_accounts@odata.nextLink"]);
    expect(rowsOf(await get(link))).toMatchObject([{ lastname: "A" }]);
  });

  it("formatted values come only when asked for", async () => {
    const path =
      "accounts?$select=name,numberofemployees,revenue,preferredcontactmethodcode,donotemail&$filter=name eq 'zeta'";
    expect(
      Object.keys(rowsOf(await get(path))[0] ?? {}).filter((name) => name.includes("@OData.Community")),
    ).toEqual([]);
    const [row] = rowsOf(
      await get(path, { Prefer: 'odata.include-annotations="OData.Community.Display.V1.FormattedValue"' }),
    );
    expect(row).toMatchObject({
      "numberofemployees@OData.Community.Display.V1.FormattedValue": "1,234",
      "revenue@OData.Community.Display.V1.FormattedValue": "$1,500.50",
      "preferredcontactmethodcode@OData.Community.Display.V1.FormattedValue": "Any",
      "donotemail@OData.Community.Display.V1.FormattedValue": "Allow",
    });
  });

  it("$apply gives totals of groups", async () => {
    const answer = await get(
      "contacts?$apply=filter(lastname ne null)/groupby((lastname),aggregate($count as n,firstname with max as last))",
    );
    expect(rowsOf(answer)).toEqual([
      { lastname: "B", n: 2, last: "2" },
      { lastname: "A", n: 1, last: "1" },
    ]);
    expect(rowsOf(await get("accounts?$apply=aggregate(numberofemployees with sum as total)"))).toEqual([
      { total: 1234 },
    ]);
  });

  it.each([
    [
      "contacts?$select=Name",
      400,
      "0x0",
      "Could not find a property named 'Name' on type 'Microsoft.Dynamics.CRM.contact'.",
    ],
    [
      "contacts?$expand=nothing",
      400,
      "0x0",
      "Could not find a property named 'nothing' on type 'Microsoft.Dynamics.CRM.contact'.",
    ],
    ["contacts?$top=x", 400, "0x0", undefined],
    ["contacts?$skip=5", 501, "0x80040800", undefined],
    ["Contacts", 404, "0x8006088a", "Resource not found for the segment 'Contacts'."],
    ["account", 404, "0x8006088a", "Resource not found for the segment 'account'."],
  ])("%s is refused with %d", async (path, status, code, message) => {
    const found = fault(await get(path));
    expect(found).toMatchObject({ status, code });
    if (message !== undefined) expect(found.message).toBe(message);
  });
});
