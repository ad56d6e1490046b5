import { startServer, type Answer, type TestServer } from "./support/server";

/** developer/data-platform/webapi/execute-batch-operations-using-web-api; SUP web-api-client-errors (line endings). */
describe("$batch", () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startServer()));
  afterAll(() => server.close());

  const http = (request: string, body?: unknown, contentId?: string): string =>
    [
      "Content-Type: application/http",
      "Content-Transfer-Encoding: binary",
      ...(contentId === undefined ? [] : [`Content-ID: ${contentId}`]),
      "",
      `${request} HTTP/1.1`,
      ...(body === undefined ? [""] : ["Content-Type: application/json", "", JSON.stringify(body)]),
      "",
    ].join("\n");
  const changeSet = (...parts: string[]): string =>
    [
      "Content-Type: multipart/mixed; boundary=changeset_1",
      "",
      ...parts.flatMap((part) => ["--changeset_1", part]),
      "--changeset_1--",
      "",
    ].join("\n");
  const batch = (
    parts: string[],
    headers: Record<string, string> = {},
    lineEnd = "\r\n",
  ): Promise<Answer> => {
    const body = [...parts.flatMap((part) => ["--batch_1", part]), "--batch_1--", ""]
      .join("\n")
      .replaceAll("\n", lineEnd);
    return server.send("POST", "$batch", body, {
      "Content-Type": 'multipart/mixed; boundary="batch_1"',
      ...headers,
    });
  };
  const statuses = (answer: Answer) =>
    [...answer.text.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => Number(match[1]));
  const count = () => server.dataverse.rows("contact").length;

  it("answers each request in order", async () => {
    const answer = await batch([
      http("GET WhoAmI"),
      http(`POST ${server.base}contacts`, { lastname: "B" }),
      http("GET /api/data/v9.2/contacts?$select=lastname"),
    ]);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toMatch(/^multipart\/mixed; boundary=batchresponse_/);
    expect(statuses(answer)).toEqual([200, 204, 200]);
    expect(answer.text).toMatch(/OData-EntityId: http.*contacts\(/);
  });

  it("joins the requests of a change set through Content-ID", async () => {
    const answer = await batch([
      changeSet(
        http("POST accounts", { name: "Ref" }, "1"),
        http("POST contacts", { lastname: "Of ref", "parentcustomerid_account@odata.bind": "$1" }, "2"),
        http("PATCH $2", { jobtitle: "referred" }, "3"),
      ),
    ]);
    expect(statuses(answer)).toEqual([204, 204, 204]);
    const row = server.dataverse.rows("contact").find((one) => one.values["lastname"] === "Of ref");
    expect(row?.values["jobtitle"]).toBe("referred");
    expect(row?.values["parentcustomerid"]).toMatchObject({ table: "account" });
  });

  it("undoes a change set whose last request fails", async () => {
    const before = count();
    const answer = await batch([
      changeSet(
        http("POST contacts", { lastname: "gone" }, "1"),
        http("POST contacts", { lastname: "x".repeat(51) }, "2"),
      ),
    ]);
    expect(answer.status).toBe(400);
    expect(statuses(answer)).toEqual([400]);
    expect(count()).toBe(before);
  });

  it("stops at the first failure, unless told to go on", async () => {
    const parts = [
      http("POST contacts", { lastname: "first" }),
      http("GET nothing"),
      http("POST contacts", { lastname: "third" }),
    ];
    const before = count();
    const stopped = await batch(parts);
    expect(stopped.status).toBe(400);
    expect(statuses(stopped)).toEqual([204, 404]);
    expect(count()).toBe(before + 1);
    const continued = await batch(parts, { Prefer: "odata.continue-on-error" });
    expect(continued.status).toBe(200);
    expect(statuses(continued)).toEqual([204, 404, 204]);
    expect(count()).toBe(before + 3);
  });

  it("needs lines that end in CRLF", async () => {
    const answer = await batch([http("GET WhoAmI")], {}, "\n");
    expect(answer.status).toBe(400);
    expect(answer.json["error"]).toMatchObject({
      code: "0x80048d19",
      message: expect.stringContaining("Stream was not readable"),
    });
  });

  it("works with the client people use", async () => {
    const { client } = server;
    client.startBatch();
    void client.create({ collection: "contacts", data: { lastname: "Client 1" }, contentId: "1" });
    void client.create({
      collection: "accounts",
      data: { name: "Client", "primarycontactid@odata.bind": "$1" },
    });
    await client.executeBatch();
    const account = server.dataverse.rows("account").find((row) => row.values["name"] === "Client");
    expect(account?.values["primarycontactid"]).toMatchObject({ table: "contact" });
  });
});
