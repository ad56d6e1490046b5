import { fault, rowsOf, startServer, type Answer, type TestServer } from "./support/server";

/** developer/data-platform/bulk-operations; microsoft/Dataverse-skills (keys not repeated in the body). */
describe("CreateMultiple, UpdateMultiple, UpsertMultiple", () => {
  let server: TestServer;
  const type = { "@odata.type": "Microsoft.Dynamics.CRM.contact" };
  beforeAll(async () => {
    server = await startServer();
    await server.send("POST", "EntityDefinitions(LogicalName='contact')/Keys", {
      SchemaName: "cs_Id",
      KeyAttributes: ["externaluseridentifier"],
    });
  });
  afterAll(() => server.close());
  const bulk = (message: string, Targets: unknown[], set = "contacts"): Promise<Answer> =>
    server.send("POST", `${set}/Microsoft.Dynamics.CRM.${message}`, { Targets });
  const count = () => server.dataverse.rows("contact").length;
  const byKey = async (key: string) =>
    (await server.send("GET", `contacts(externaluseridentifier='${key}')`)).json;

  it("CreateMultiple answers the new ids in order", async () => {
    const answer = await bulk("CreateMultiple", [
      { ...type, lastname: "1" },
      { ...type, lastname: "2" },
    ]);
    expect(answer.status).toBe(200);
    expect(answer.json["@odata.context"]).toBe(
      `${server.base}$metadata#Microsoft.Dynamics.CRM.CreateMultipleResponse`,
    );
    const names = (answer.json["Ids"] as string[]).map(
      (id) => server.dataverse.get("contact", id)?.values["lastname"],
    );
    expect(names).toEqual(["1", "2"]);
  });

  it("UpsertMultiple creates and updates by id and by alternate key, and answers nothing", async () => {
    const contactid = await server.dataverse.create("contact", { lastname: "Old" });
    const rows = [
      { ...type, "@odata.id": "contacts(externaluseridentifier='u1')", lastname: "Keyed" },
      { ...type, contactid, lastname: "New" },
      { ...type, "@odata.id": `contacts(0f1a1c1e-0000-4000-8000-0000000000aa)`, lastname: "By address" },
    ];
    expect(await bulk("UpsertMultiple", rows)).toMatchObject({ status: 204, text: "" });
    expect(await byKey("u1")).toMatchObject({ lastname: "Keyed", externaluseridentifier: "u1" });
    expect(server.dataverse.get("contact", contactid)?.values["lastname"]).toBe("New");
    const before = count();
    await bulk("UpsertMultiple", [
      { ...type, "@odata.id": "contacts(externaluseridentifier='U1')", lastname: "Keyed again" },
    ]);
    expect(count()).toBe(before);
    expect(await byKey("u1")).toMatchObject({ lastname: "Keyed again", externaluseridentifier: "u1" });
  });

  it("UpdateMultiple changes all rows", async () => {
    const ids = [await server.dataverse.create("contact", {}), await server.dataverse.create("contact", {})];
    expect(
      (
        await bulk(
          "UpdateMultiple",
          ids.map((contactid) => ({ ...type, contactid, jobtitle: "both" })),
        )
      ).status,
    ).toBe(204);
    expect(ids.map((id) => server.dataverse.get("contact", id)?.values["jobtitle"])).toEqual([
      "both",
      "both",
    ]);
  });

  it("one bad row undoes all", async () => {
    const before = count();
    const version = server.dataverse.kernel.store.get(
      "contact",
      server.dataverse.rows("contact")[0]?.id ?? "",
    )?.version;
    const rows = [
      { ...type, contactid: server.dataverse.rows("contact")[0]?.id, jobtitle: "never" },
      { ...type, lastname: "ok" },
      { ...type, lastname: "x".repeat(51) },
    ];
    expect(fault(await bulk("UpsertMultiple", rows))).toMatchObject({ status: 400, code: "0x80044331" });
    expect(count()).toBe(before);
    expect(server.dataverse.rows("contact")[0]?.version).toBe(version);
  });

  it("a key may be in a request only once, and not in the row's body", async () => {
    const row = (more: object) => ({
      ...type,
      "@odata.id": "contacts(externaluseridentifier='u9')",
      ...more,
    });
    expect(fault(await bulk("UpsertMultiple", [row({}), row({})]))).toMatchObject({
      status: 412,
      code: "0x80060892",
    });
    expect(fault(await bulk("UpsertMultiple", [row({ externaluseridentifier: "u9" })])).message).toBe(
      "An unexpected error occurred.",
    );
  });

  it("each row must say its type, all the same, and the table must have the message", async () => {
    expect((await bulk("CreateMultiple", [{ lastname: "x" }])).status).toBe(400);
    expect(
      (await bulk("CreateMultiple", [{ "@odata.type": "Microsoft.Dynamics.CRM.account", name: "x" }])).status,
    ).toBe(400);
    const email = { "@odata.type": "Microsoft.Dynamics.CRM.email", subject: "x" };
    expect((await bulk("CreateMultiple", [email], "emails")).status).toBe(400);
    const answer = await server.send("POST", "contacts/Microsoft.Dynamics.CRM.DeleteMultiple", {
      Targets: [],
    });
    expect(fault(answer)).toMatchObject({
      status: 501,
      message: "DeleteMultiple has not yet been implemented.",
    });
  });

  it("a thousand rows go in one request", async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({
      ...type,
      "@odata.id": `contacts(externaluseridentifier='k${index}')`,
      lastname: `K${index}`,
    }));
    expect((await bulk("UpsertMultiple", rows)).status).toBe(204);
    expect(
      rowsOf(
        await server.send("GET", "contacts?$select=lastname&$filter=startswith(externaluseridentifier,'k')"),
      ),
    ).toHaveLength(1000);
  });
});
