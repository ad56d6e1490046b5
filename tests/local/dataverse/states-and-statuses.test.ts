import { fault, startServer, type TestServer } from "./support/server";

/** developer/data-platform: behavior of state and status columns; codes: reference/web-service-error-codes. */
describe("a state and its status belong together", () => {
  let server: TestServer;
  let id = "";
  beforeAll(async () => void (server = await startServer()));
  beforeEach(async () => void (id = await server.dataverse.create("contact", { lastname: "State" })));
  afterAll(() => server.close());
  const patch = (body: unknown) => server.send("PATCH", `contacts(${id})`, body);
  const state = async () => {
    const { json } = await server.send("GET", `contacts(${id})?$select=statecode,statuscode`);
    return [json["statecode"], json["statuscode"]];
  };

  it("gives a new row the first state and its default status", async () => {
    expect(await state()).toEqual([0, 1]);
  });

  it("picks the default status when only the state is set, both ways", async () => {
    await patch({ statecode: 1 });
    expect(await state()).toEqual([1, 2]);
    await patch({ statecode: 0 });
    expect(await state()).toEqual([0, 1]);
  });

  it("refuses a status of another state (0x80048408), and changes nothing", async () => {
    expect(fault(await patch({ statecode: 1, statuscode: 1, jobtitle: "no" }))).toMatchObject({
      status: 400,
      code: "0x80048408",
    });
    expect(fault(await patch({ statuscode: 2 }))).toMatchObject({ status: 400, code: "0x80048408" });
    expect(await state()).toEqual([0, 1]);
    expect(server.dataverse.get("contact", id)?.values["jobtitle"]).toBeUndefined();
  });
});
