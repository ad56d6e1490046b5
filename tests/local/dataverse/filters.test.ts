import { fault, rowsOf, startServer, type TestServer } from "./support/server";

/** developer/data-platform/webapi/query/filter-rows; null and case as facts 4.5 and anchors G.7 have them. */
describe("$filter", () => {
  let server: TestServer;
  const now = new Date("2026-03-18T12:00:00Z");
  beforeAll(async () => {
    server = await startServer({ now: () => now });
    const { dataverse } = server;
    const contoso = await dataverse.create("account", { name: "Contoso", accountid: ids.contoso });
    const add = (
      lastname: string,
      more: Record<string, string | number | boolean | { table: string; id: string }> = {},
    ) => dataverse.create("contact", { lastname, ...more });
    await add("Alpha", {
      firstname: "Ann",
      jobtitle: "Cook",
      numberofchildren: 1,
      parentcustomerid: { table: "account", id: contoso },
    });
    await add("Beta", {
      firstname: "beta",
      jobtitle: "cook",
      numberofchildren: 2,
      createdon: "2026-03-17T09:00:00Z",
    });
    await add("Gámma", {
      jobtitle: "O'Neill's chef",
      numberofchildren: 3,
      createdon: "2026-03-01T00:00:00Z",
      birthdate: "1990-05-06",
    });
    await add("Delta", {
      donotemail: true,
      createdon: "2025-12-31T23:59:59Z",
      externaluseridentifier: "d+1",
    });
    await dataverse.update("contact", await add("Off"), { statecode: 1 });
  });
  afterAll(() => server.close());
  const ids = { contoso: "0f1a1c1e-0000-4000-8000-0000000000c0" };
  const names = async (filter: string, more = ""): Promise<unknown[]> => {
    const answer = await server.send(
      "GET",
      `contacts?$select=lastname&$filter=${encodeURIComponent(filter)}${more}`,
    );
    if (answer.status !== 200) throw new Error(`${filter}: ${answer.text}`);
    return rowsOf(answer).map((row) => row["lastname"]);
  };

  it.each([
    ["jobtitle eq 'COOK'", ["Alpha", "Beta"]],
    ["lastname eq 'gamma'", ["Gámma"]],
    ["jobtitle ne 'cook'", ["Gámma", "Delta", "Off"]],
    ["jobtitle eq null", ["Delta", "Off"]],
    ["jobtitle ne null", ["Alpha", "Beta", "Gámma"]],
    ["null eq jobtitle", ["Delta", "Off"]],
    ["numberofchildren gt 1", ["Beta", "Gámma"]],
    ["numberofchildren ge 1 and numberofchildren lt 3", ["Alpha", "Beta"]],
    ["1 lt numberofchildren", ["Beta", "Gámma"]],
    ["numberofchildren le 1 or lastname eq 'Off'", ["Alpha", "Off"]],
    ["not (jobtitle eq 'cook')", ["Gámma", "Delta", "Off"]],
    ["not (numberofchildren gt 1)", ["Alpha"]],
    ["not (jobtitle eq 'cook' and numberofchildren eq 1) and statecode eq 0", ["Beta", "Gámma", "Delta"]],
    ["donotemail eq true", ["Delta"]],
    ["createdon ge 2026-03-17T00:00:00Z and createdon lt 2026-03-18T00:00:00Z", ["Beta"]],
    ["createdon lt 2026-01-01", ["Delta"]],
    ["birthdate eq 1990-05-06", ["Gámma"]],
    ["jobtitle eq 'O''Neill''s chef'", ["Gámma"]],
    ["contains(jobtitle,'oo')", ["Alpha", "Beta"]],
    ["startswith(lastname,'GAM')", ["Gámma"]],
    ["endswith(jobtitle,'chef')", ["Gámma"]],
    ["not contains(jobtitle,'oo')", ["Gámma", "Delta", "Off"]],
    ["contains(jobtitle,'oo') eq false", ["Gámma", "Delta", "Off"]],
    ["firstname eq lastname", ["Beta"]],
    ["contains(lastname,firstname)", ["Beta"]],
    ["externaluseridentifier eq 'd+1'", ["Delta"]],
    [`_parentcustomerid_value eq ${ids.contoso}`, ["Alpha"]],
    ["parentcustomerid_account/name eq 'contoso'", ["Alpha"]],
    ["parentcustomerid_account/accountid eq null", ["Beta", "Gámma", "Delta", "Off"]],
    [
      "Microsoft.Dynamics.CRM.In(PropertyName='numberofchildren',PropertyValues=['1','3'])",
      ["Alpha", "Gámma"],
    ],
    [
      "Microsoft.Dynamics.CRM.NotIn(PropertyName='lastname',PropertyValues=['Alpha','Off'])",
      ["Beta", "Gámma", "Delta"],
    ],
    [
      "Microsoft.Dynamics.CRM.Between(PropertyName='numberofchildren',PropertyValues=['2','9'])",
      ["Beta", "Gámma"],
    ],
    ["Microsoft.Dynamics.CRM.Today(PropertyName='createdon')", ["Alpha", "Off"]],
    ["Microsoft.Dynamics.CRM.Yesterday(PropertyName='createdon')", ["Beta"]],
    ["Microsoft.Dynamics.CRM.LastXDays(PropertyName='createdon',PropertyValue=3)", ["Alpha", "Beta", "Off"]],
    ["Microsoft.Dynamics.CRM.ThisMonth(PropertyName='createdon')", ["Alpha", "Beta", "Gámma", "Off"]],
    ["Microsoft.Dynamics.CRM.LastYear(PropertyName='createdon')", ["Delta"]],
    ["Microsoft.Dynamics.CRM.On(PropertyName='createdon',PropertyValue='2026-03-17')", ["Beta"]],
    ["Microsoft.Dynamics.CRM.EqualUserId(PropertyName='ownerid') and lastname eq 'Off'", ["Off"]],
  ])("%s", async (filter, expected) => {
    expect(await names(filter)).toEqual(expected);
  });

  it("takes values from parameter aliases", async () => {
    expect(await names("lastname eq @n", "&@n='beta'")).toEqual(["Beta"]);
    const filter = "Microsoft.Dynamics.CRM.In(PropertyName=@p,PropertyValues=@v)";
    expect(await names(filter, "&@p='lastname'&@v=['Beta','Off']")).toEqual(["Beta", "Off"]);
  });

  it("asks collections with any and all", async () => {
    const accounts = async (filter: string) =>
      rowsOf(await server.send("GET", `accounts?$select=name&$filter=${encodeURIComponent(filter)}`)).length;
    expect(
      await accounts("contact_customer_accounts/any(c:c/jobtitle eq 'cook' and c/numberofchildren eq 1)"),
    ).toBe(1);
    expect(await accounts("contact_customer_accounts/any(c:c/jobtitle eq 'none')")).toBe(0);
    expect(await accounts("contact_customer_accounts/all(c:c/lastname eq 'Alpha')")).toBe(1);
    expect(await accounts("contact_customer_accounts/any()")).toBe(1);
    expect(await accounts("not contact_customer_accounts/any()")).toBe(0);
  });

  it.each([
    ["lastname in ('a','b')", 501, "The query node In is not supported."],
    [
      "lastname eq 5",
      400,
      "A binary operator with incompatible types was detected. Found operand types 'Edm.String' and 'Edm.Int32' for operator kind 'Equal'.",
    ],
    [
      "contactid eq 'x'",
      400,
      "A binary operator with incompatible types was detected. Found operand types 'Edm.Guid' and 'Edm.String' for operator kind 'Equal'.",
    ],
    ["Name eq 'x'", 400, "Could not find a property named 'Name' on type 'Microsoft.Dynamics.CRM.contact'."],
    [
      "parentcustomerid eq null",
      400,
      "Could not find a property named 'parentcustomerid' on type 'Microsoft.Dynamics.CRM.contact'.",
    ],
    ["lastname eq 'x", 400, undefined],
    ["lastname eq", 400, undefined],
    ["(lastname eq 'x'", 400, undefined],
    [
      "tolower(lastname) eq 'x'",
      501,
      "The local Dataverse does not implement the function 'tolower' in $filter.",
    ],
    ["lastname eq @missing", 400, "The parameter alias '@missing' has no value in the request."],
  ])("refuses %s with %d", async (filter, status, message) => {
    const found = fault(await server.send("GET", `contacts?$filter=${encodeURIComponent(filter)}`));
    expect(found.status).toBe(status);
    if (message !== undefined) expect(found.message).toBe(message);
  });

  it("cannot look into an email's description", async () => {
    const { status, code } = fault(await server.send("GET", "emails?$filter=contains(description,'x')"));
    expect({ status, code }).toEqual({ status: 400, code: "0x80041120" });
  });
});
