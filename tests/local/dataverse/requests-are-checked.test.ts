import { createPlatform } from "../../../local/dataverse/platform";
import { fault, startServer, type TestServer } from "./support/server";

/** compose-http-requests-handle-errors (statuses, headers), use-alternate-keys (limitations), execute-batch (URL length). */
describe("what the platform does not take is refused, never ignored", () => {
  let server: TestServer;
  let id = "";
  beforeAll(async () => {
    server = await startServer();
    id = await server.dataverse.create("contact", { lastname: "There" });
    await server.send("POST", "EntityDefinitions(LogicalName='contact')/Keys", {
      SchemaName: "cs_Mail",
      KeyAttributes: ["emailaddress1"],
    });
  });
  afterAll(() => server.close());

  it.each([
    ["PUT", "contacts", 405],
    ["DELETE", "contacts", 405],
    ["POST", "contacts(ID)", 405],
    ["PUT", "contacts(ID)", 501],
    ["POST", "$metadata", 405],
    ["GET", "contacts(ID)/nothing", 400],
    ["GET", "contacts(ID)/Microsoft.Dynamics.CRM.Nothing()", 400],
    ["GET", "contacts/nothing", 404],
    ["GET", "WhoAmI/nothing", 404],
    ["GET", "contacts(", 400],
    ["GET", "contacts(x)", 400],
    ["GET", "contacts(ID)?$nonsense=1", 400],
  ])("%s %s answers %d", async (method, path, status) => {
    expect((await server.send(method, path.replace("ID", id))).status).toBe(status);
  });

  it("only the versions 9.0 to 9.2 are there", async () => {
    expect((await server.send("GET", `${server.url}/api/data/v9.1/WhoAmI`)).status).toBe(200);
    expect((await server.send("GET", `${server.url}/api/data/v8.2/WhoAmI`)).status).toBe(404);
  });

  it("characters that break an address break a key in it, but not in a bulk row's @odata.id", async () => {
    const key = "contacts(emailaddress1='a%2Bb@example.com')";
    expect(fault(await server.send("GET", key))).toEqual({
      status: 400,
      code: "",
      message: "A potentially dangerous Request.Path value was detected from the client (+).",
    });
    const target = { "@odata.type": "Microsoft.Dynamics.CRM.contact", "@odata.id": key, lastname: "Plus" };
    const answer = await server.send("POST", "contacts/Microsoft.Dynamics.CRM.UpsertMultiple", {
      Targets: [target],
    });
    expect(answer.status).toBe(204);
    expect(server.dataverse.rows("contact").at(-1)?.values["emailaddress1"]).toBe("a+b@example.com");
  });

  it("an address over 32,768 characters is refused outside of a batch", async () => {
    const filter = (length: number) =>
      `contacts?$select=contactid&$filter=lastname eq '${"x".repeat(length)}'`;
    expect((await server.send("GET", filter(20_000))).status).toBe(200);
    expect((await server.send("GET", filter(33_000))).status).toBe(414);
  });

  it("rows cannot be created or joined inside an update", async () => {
    const inside = { parentcustomerid_account: { name: "Deep" } };
    expect(fault(await server.send("PATCH", `contacts(${id})`, inside)).message).toContain(
      "Use Navigation properties instead",
    );
    const account = await server.dataverse.create("account", { name: "A" });
    const joined = { "contact_customer_accounts@odata.bind": [`/contacts(${id})`] };
    expect((await server.send("PATCH", `accounts(${account})`, joined)).status).toBe(400);
  });

  it("headers that would change what happens are not ignored", async () => {
    const detection = { "MSCRM.SuppressDuplicateDetection": "false" };
    expect(fault(await server.send("POST", "contacts", {}, detection)).message).toContain(
      "duplicate detection",
    );
    expect((await server.send("PATCH", `contacts(${id})`, {}, { "If-Match": "nonsense" })).status).toBe(400);
  });

  it("every fault carries what supporters ask for when annotations are asked for", async () => {
    const { json } = await server.send("GET", "nothing", undefined, {
      Prefer: 'odata.include-annotations="*"',
    });
    expect(Object.keys(json["error"] as object)).toEqual(
      expect.arrayContaining([
        "@Microsoft.PowerApps.CDS.HelpLink",
        "@Microsoft.PowerApps.CDS.InnerError.Message",
      ]),
    );
  });
});

describe("a whole environment", () => {
  it("tells which tables have bulk messages through sdkmessagefilters", async () => {
    const { dataverse } = await createPlatform();
    const { kernel } = dataverse;
    const messages = new Map(dataverse.rows("sdkmessage").map((row) => [row.id, row.values["name"]]));
    const tables = dataverse
      .rows("sdkmessagefilter")
      .filter((row) => messages.get((row.values["sdkmessageid"] as { id: string }).id) === "UpsertMultiple")
      .map((row) => row.values["primaryobjecttypecode"]);
    expect(tables).toEqual(expect.arrayContaining(["contact", "account"]));
    expect(tables).not.toContain("email");
    expect(tables.every((table) => kernel.model.table(String(table))?.bulk)).toBe(true);
  });
});
