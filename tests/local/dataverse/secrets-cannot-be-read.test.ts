import { startServer, type TestServer } from "./support/server";

/** reference/entities/serviceendpoint: AuthValue is write-only (IsValidForRead false). */
describe("a webhook's secret can be written, and by no request read", () => {
  let server: TestServer;
  let id = "";
  beforeAll(async () => {
    server = await startServer();
    const body = {
      name: "hook",
      contract: 8,
      authtype: 5,
      url: "http://127.0.0.1/",
      authvalue: "SECRET-VALUE",
    };
    const created = await server.send("POST", "serviceendpoints", body, { Prefer: "return=representation" });
    expect(created.text).not.toContain("SECRET-VALUE");
    id = String(created.json["serviceendpointid"]);
    expect(server.dataverse.get("serviceendpoint", id)?.values["authvalue"]).toBe("SECRET-VALUE");
  });
  afterAll(() => server.close());
  const fetchXml = (inner: string) =>
    `serviceendpoints?fetchXml=${encodeURIComponent(`<fetch><entity name="serviceendpoint">${inner}</entity></fetch>`)}`;

  it.each([
    ["all columns", () => `serviceendpoints(${id})`, 200],
    ["selected", () => `serviceendpoints(${id})?$select=authvalue`, 400],
    ["as a property", () => `serviceendpoints(${id})/authvalue`, 400],
    ["guessed by a filter", () => "serviceendpoints?$filter=startswith(authvalue,'S')", 400],
    ["sorted by", () => "serviceendpoints?$orderby=authvalue", 400],
    ["grouped by", () => "serviceendpoints?$apply=groupby((authvalue))", 400],
    ["by FetchXML, all", () => fetchXml("<all-attributes/>"), 200],
    ["by FetchXML, named", () => fetchXml('<attribute name="authvalue"/>'), 400],
    [
      "by FetchXML, guessed",
      () => fetchXml('<filter><condition attribute="authvalue" operator="like" value="S%"/></filter>'),
      400,
    ],
    ["by FetchXML, sorted by", () => fetchXml('<order attribute="authvalue"/>'), 400],
  ])("%s", async (_how, path, status) => {
    const answer = await server.send("GET", path());
    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain("SECRET-VALUE");
  });
});
