import { fault, startServer, type TestServer } from "./support/server";

/** developer/data-platform/webapi/perform-conditional-operations, use-upsert-insert-update-record: the table of both. */
describe("conditional requests and upsert", () => {
  let server: TestServer;
  let id = "";
  const missing = "0f1a1c1e-0000-4000-8000-00000000beef";
  const stale = {
    status: 412,
    code: "0x80060882",
    message: "The version of the existing record doesn't match the RowVersion property provided.",
  };
  const notThere = {
    status: 404,
    code: "0x80040217",
    message: `contact With Id = ${missing} Does Not Exist`,
  };
  beforeAll(async () => void (server = await startServer()));
  beforeEach(async () => {
    id = await server.dataverse.create("contact", { lastname: "There" });
    if (server.dataverse.get("contact", missing) !== undefined)
      await server.dataverse.remove("contact", missing);
  });
  afterAll(() => server.close());
  const patch = (key: string, headers: Record<string, string> = {}) =>
    server.send("PATCH", `contacts(${key})`, { jobtitle: "x" }, headers);
  const etag = () => `W/"${server.dataverse.get("contact", id)?.version}"`;

  it("PATCH creates what is missing and updates what is there", async () => {
    expect((await patch(id)).status).toBe(204);
    const created = await patch(missing);
    expect(created.status).toBe(204);
    expect(created.headers.get("odata-entityid")).toBe(`${server.base}contacts(${missing})`);
    expect(server.dataverse.get("contact", missing)?.values["jobtitle"]).toBe("x");
  });

  it("PATCH with If-Match: * never creates", async () => {
    expect((await patch(id, { "If-Match": "*" })).status).toBe(204);
    expect(fault(await patch(missing, { "If-Match": "*" }))).toEqual(notThere);
  });

  it("PATCH with If-None-Match: * never updates", async () => {
    expect(fault(await patch(id, { "If-None-Match": "*" }))).toEqual({
      status: 412,
      code: "0x80040237",
      message: "A record with matching key values already exists.",
    });
    expect((await patch(missing, { "If-None-Match": "*" })).status).toBe(204);
  });

  it("PATCH and DELETE with an old version fail, with the row's own version work", async () => {
    const old = etag();
    await patch(id);
    expect(fault(await patch(id, { "If-Match": old }))).toEqual(stale);
    expect(fault(await server.send("DELETE", `contacts(${id})`, undefined, { "If-Match": old }))).toEqual(
      stale,
    );
    expect((await patch(id, { "If-Match": etag() })).status).toBe(204);
    expect(fault(await patch(missing, { "If-Match": old }))).toEqual(notThere);
    expect((await server.send("DELETE", `contacts(${id})`, undefined, { "If-Match": etag() })).status).toBe(
      204,
    );
  });

  it("GET with the row's own version answers 304", async () => {
    const unchanged = await server.send("GET", `contacts(${id})`, undefined, { "If-None-Match": etag() });
    expect(unchanged).toMatchObject({ status: 304, text: "" });
    expect(
      (await server.send("GET", `contacts(${id})`, undefined, { "If-None-Match": 'W/"1"' })).status,
    ).toBe(200);
    expect((await server.send("GET", `contacts(${id})`, undefined, { "If-None-Match": "null" })).status).toBe(
      200,
    );
  });

  it("answers 201 or 200 with the row when it is asked for", async () => {
    const prefer = { Prefer: "return=representation" };
    expect((await patch(missing, prefer)).status).toBe(201);
    expect((await patch(missing, prefer)).status).toBe(200);
  });

  it("lets only one of two clients win who read the same version", async () => {
    const seen = { "If-Match": etag() };
    const statuses = (await Promise.all([patch(id, seen), patch(id, seen)])).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([204, 412]);
  });
});
