import { fault, startServer, type TestServer } from "./support/server";

/** Codes and texts: reference/web-service-error-codes; SUP web-api-client-errors. */
describe("values are checked against their column", () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startServer()));
  afterAll(() => server.close());
  const create = async (body: unknown, set = "contacts") => fault(await server.send("POST", set, body));

  it("refuses text longer than the column (0x80044331)", async () => {
    expect(await create({ lastname: "x".repeat(51) })).toEqual({
      status: 400,
      code: "0x80044331",
      message:
        "A validation error occurred.  The length of the 'lastname' attribute of the 'contact' entity exceeded the maximum allowed length of '50'.",
    });
    expect((await server.send("POST", "contacts", { lastname: "x".repeat(50) })).status).toBe(204);
  });

  it("refuses numbers out of range (0x8004432f, 0x80044330) and unknown choices (0x8004431a)", async () => {
    expect(await create({ numberofchildren: -1 })).toMatchObject({ status: 400, code: "0x8004432f" });
    expect(await create({ creditlimit: -0.5 })).toMatchObject({ status: 400, code: "0x80044330" });
    expect(await create({ preferredcontactmethodcode: 9 })).toMatchObject({
      status: 400,
      code: "0x8004431a",
    });
  });

  it.each([
    [{ lastname: 5 }, "Edm.String"],
    [{ numberofchildren: "5" }, "Edm.Int32"],
    [{ numberofchildren: 1.5 }, "Edm.Int32"],
    [{ donotemail: "yes" }, "Edm.Boolean"],
    [{ overriddencreatedon: "2020-01-01T10:00:00" }, "Edm.DateTimeOffset"],
    [{ birthdate: "2020-01-01T10:00:00Z" }, "Edm.Date"],
    [{ contactid: "nonsense" }, "Edm.Guid"],
  ])("refuses %j, which is no %s", async (body, type) => {
    const { status, code, message } = await create(body);
    expect({ status, code }).toEqual({ status: 400, code: "0x80048d19" });
    expect(message).toContain(`to the expected type '${type}'`);
  });

  it("names a property the table does not have, with case", async () => {
    expect(await create({ Name: "x" }, "accounts")).toEqual({
      status: 400,
      code: "0x0",
      message:
        "An error occurred while validating input parameters: Microsoft.Crm.CrmException: Invalid property 'Name' was found in entity 'Microsoft.Dynamics.CRM.account'. ---> Microsoft.OData.ODataException: Does not support untyped value in non-open type.",
    });
  });

  it("names a bind that is no navigation property (0x80048d19)", async () => {
    const { status, code, message } = await create({ "parentcustomerid@odata.bind": "/accounts(x)" });
    expect({ status, code }).toEqual({ status: 400, code: "0x80048d19" });
    expect(message).toContain(
      "An undeclared property 'parentcustomerid' which only has property annotations",
    );
  });

  it("refuses a lookup written as a plain value, and JSON that is none", async () => {
    const id = "0f1a1c1e-0000-4000-8000-000000000009";
    expect((await create({ _parentcustomerid_value: id })).message).toContain(
      "Use Navigation properties instead",
    );
    expect(await create("{ not json")).toMatchObject({ status: 400, code: "0x80048d19" });
    expect(await create("[]")).toMatchObject({ status: 400, code: "0x80048d19" });
  });

  it("leaves out silently what may not be written: creation date, full name, state on create", async () => {
    const answer = await server.send("POST", "contacts", {
      lastname: "Quiet",
      fullname: "Loud",
      statecode: 1,
    });
    const { json } = await server.send(
      "GET",
      `${answer.headers.get("odata-entityid")}?$select=fullname,statecode`,
    );
    expect(json).toMatchObject({ fullname: "Quiet", statecode: 0 });
  });

  it("stores empty text as null and moments in whole seconds of UTC", async () => {
    const answer = await server.send("POST", "contacts", {
      lastname: "Empty",
      jobtitle: "",
      overriddencreatedon: "2020-03-01T12:00:00.987+02:00",
    });
    const { json } = await server.send(
      "GET",
      `${answer.headers.get("odata-entityid")}?$select=jobtitle,createdon`,
    );
    expect(json).toMatchObject({ jobtitle: null, createdon: "2020-03-01T10:00:00Z" });
  });

  it("gives an amount of money the base currency, and leaves rows without one alone", async () => {
    const currency = async (body: object) => {
      const created = await server.send(
        "POST",
        "accounts?$select=exchangerate,_transactioncurrencyid_value",
        body,
        {
          Prefer:
            'return=representation,odata.include-annotations="OData.Community.Display.V1.FormattedValue"',
        },
      );
      return created.json["_transactioncurrencyid_value@OData.Community.Display.V1.FormattedValue"];
    };
    expect(await currency({ revenue: 10 })).toBe("US Dollar");
    expect(await currency({})).toBeUndefined();
  });

  it("enforces system-required columns, not those forms require", async () => {
    expect(await create({}, "teams")).toMatchObject({ status: 400, code: "0x80040200" });
    expect((await server.send("POST", "contacts", {})).status).toBe(204);
  });
});
