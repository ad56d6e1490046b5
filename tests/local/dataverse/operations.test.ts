import { fault, startServer, type TestServer } from "./support/server";

/** developer/data-platform/webapi: web-api-functions, web-api-actions; custom-api (calling one without plug-in). */
describe("functions, actions and Custom APIs", () => {
  let server: TestServer;
  const asked: unknown[] = [];
  beforeAll(async () => {
    server = await startServer();
    const { registry } = server.dataverse.kernel;
    registry.addOperation({
      name: "cs_Sync",
      kind: "action",
      binding: "none",
      parameters: [
        { name: "Ids", type: "StringArray" },
        { name: "Run", type: "Guid", optional: true },
        { name: "Language", type: "Integer", optional: true },
      ],
      response: [],
      handler: (request) => Promise.resolve((asked.push(request.input), {})),
    });
    registry.addOperation({
      name: "cs_Empty",
      kind: "action",
      binding: "none",
      parameters: [],
      response: [
        { name: "Text", type: "String" },
        { name: "Count", type: "Integer" },
        { name: "Done", type: "Boolean" },
        { name: "Id", type: "Guid" },
      ],
    });
    registry.addOperation({
      name: "cs_Nothing",
      kind: "function",
      binding: "none",
      parameters: [],
      response: [],
    });
    registry.addOperation({
      name: "cs_Echo",
      kind: "function",
      binding: "none",
      parameters: [{ name: "Text", type: "String" }],
      response: [{ name: "Text", type: "String" }],
      handler: (request) => Promise.resolve({ Text: request.input["Text"] }),
    });
    registry.addOperation({
      name: "cs_OfContact",
      kind: "action",
      binding: "entity",
      table: "contact",
      parameters: [],
      response: [],
      handler: (request) => Promise.resolve((asked.push({ table: request.table, id: request.id }), {})),
    });
  });
  beforeEach(() => void (asked.length = 0));
  afterAll(() => server.close());

  it("WhoAmI says who, where and of which unit", async () => {
    const { organization } = server.dataverse.kernel;
    expect((await server.send("GET", "WhoAmI")).json).toEqual({
      "@odata.context": `${server.base}$metadata#Microsoft.Dynamics.CRM.WhoAmIResponse`,
      BusinessUnitId: organization.rootBusinessUnitId,
      UserId: organization.systemUserId,
      OrganizationId: organization.id,
    });
    expect((await server.client.callFunction<Record<string, unknown>>("WhoAmI"))["UserId"]).toBe(
      organization.systemUserId,
    );
  });

  it("an action without response properties answers 204 and gets its parameters typed", async () => {
    const body = { Ids: ["a", "b"], Run: "0F1A1C1E-0000-4000-8000-0000000000AA", Language: 1031 };
    expect((await server.send("POST", "cs_Sync", body)).status).toBe(204);
    expect((await server.send("POST", "Microsoft.Dynamics.CRM.cs_Sync", { Ids: [] })).status).toBe(204);
    expect(asked).toEqual([{ ...body, Run: body.Run.toLowerCase() }, { Ids: [] }]);
  });

  it("an API without plug-in answers the defaults of its types", async () => {
    const { status, json } = await server.send("POST", "cs_Empty", {});
    expect(status).toBe(200);
    expect(json).toEqual({
      "@odata.context": `${server.base}$metadata#Microsoft.Dynamics.CRM.cs_EmptyResponse`,
      Text: null,
      Count: 0,
      Done: false,
      Id: "00000000-0000-0000-0000-000000000000",
    });
  });

  it("a function takes parameters in its address or by alias", async () => {
    expect((await server.send("GET", "cs_Echo(Text='it''s')")).json["Text"]).toBe("it's");
    expect((await server.send("GET", "cs_Echo(Text=@t)?@t='a b'")).json["Text"]).toBe("a b");
  });

  it("a bound action is about its row", async () => {
    const id = await server.dataverse.create("contact", {});
    expect(
      (await server.send("POST", `contacts(${id})/Microsoft.Dynamics.CRM.cs_OfContact`, {})).status,
    ).toBe(204);
    expect(asked).toEqual([{ table: "contact", id }]);
    const account = await server.dataverse.create("account", {});
    expect(
      (await server.send("POST", `accounts(${account})/Microsoft.Dynamics.CRM.cs_OfContact`, {})).status,
    ).toBe(404);
  });

  it.each([
    ["POST", "WhoAmI", {}, 404, ""],
    ["GET", "cs_Sync", undefined, 404, ""],
    ["GET", "cs_Nothing", undefined, 404, "0x8006088a"],
    ["POST", "cs_Unknown", {}, 404, "0x8006088a"],
    ["POST", "cs_Sync", {}, 400, "0x80040203"],
    ["POST", "cs_Sync", { Ids: "a" }, 400, "0x80048d19"],
    ["POST", "cs_Sync", { Ids: ["a"], Run: "x" }, 400, "0x80048d19"],
    ["POST", "cs_Sync", { Ids: ["a"], Other: 1 }, 400, "0x80048d19"],
  ])("%s %s with %j is refused", async (method, path, body, status, code) => {
    expect(fault(await server.send(method, path, body))).toMatchObject({ status, code });
    expect(asked).toEqual([]);
  });

  it("says which address a wrong verb was sent to", async () => {
    expect(fault(await server.send("POST", "WhoAmI", {})).message).toBe(
      `No HTTP resource was found that matches the request URI '${server.base}WhoAmI'.`,
    );
  });
});
