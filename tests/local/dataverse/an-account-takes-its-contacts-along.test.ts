import { startServer, type TestServer } from "./support/server";

/** Table reference of account, contact_customer_accounts: "Assign: Cascade, Delete: Cascade, Merge: Cascade, Reparent: Cascade, …". */
describe("what happens to an account happens to its contacts", () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startServer()));
  afterAll(() => server.close());

  async function family() {
    const { dataverse } = server;
    const account = await dataverse.create("account", { name: "Acme" });
    const contact = await dataverse.create("contact", {
      lastname: "Vasseur",
      parentcustomerid: { table: "account", id: account },
    });
    const email = await dataverse.create("email", {
      subject: "Hello",
      regardingobjectid: { table: "contact", id: contact },
    });
    const stranger = await dataverse.create("contact", { lastname: "Roy" });
    return { account, contact, email, stranger };
  }

  it("deleted, they are deleted with it, and with what is regarding them", async () => {
    const { account, contact, email, stranger } = await family();
    expect((await server.send("DELETE", `accounts(${account})`)).status).toBe(204);
    expect(server.dataverse.get("contact", contact)).toBeUndefined();
    expect(server.dataverse.get("email", email)).toBeUndefined();
    expect(server.dataverse.get("contact", stranger)).toBeDefined();
  });

  it("a contact that people work for is another matter: they only lose their link", async () => {
    const { contact } = await family();
    const assistant = await server.dataverse.create("contact", {
      lastname: "Assistant",
      parentcustomerid: { table: "contact", id: contact },
    });
    expect((await server.send("DELETE", `contacts(${contact})`)).status).toBe(204);
    expect(server.dataverse.get("contact", assistant)?.values["parentcustomerid"] ?? null).toBeNull();
  });

  it("given to somebody else, they go to the same person, and so does what is regarding them", async () => {
    const { account, contact, email, stranger } = await family();
    const owner = await server.dataverse.create("systemuser", {
      firstname: "Nora",
      lastname: "New",
      internalemailaddress: "nora@example.com",
      domainname: "nora@example.com",
      businessunitid: {
        table: "businessunit",
        id: server.dataverse.kernel.organization.rootBusinessUnitId,
      },
    });
    const before = (server.dataverse.get("contact", stranger)?.values["ownerid"] as { id: string }).id;
    const answer = await server.send("PATCH", `accounts(${account})`, {
      "ownerid@odata.bind": `/systemusers(${owner})`,
    });
    expect(answer.status).toBe(204);
    const ownerOf = (table: string, id: string) =>
      (server.dataverse.get(table, id)?.values["ownerid"] as { id: string }).id;
    expect(ownerOf("contact", contact)).toBe(owner);
    expect(ownerOf("email", email)).toBe(owner);
    expect(ownerOf("contact", stranger)).toBe(before);
  });

  it("the metadata says so", async () => {
    const path = "EntityDefinitions(LogicalName='account')/OneToManyRelationships";
    const { json } = await server.send("GET", path);
    const all = json["value"] as readonly { SchemaName: string; CascadeConfiguration: object }[];
    expect(all.find(({ SchemaName }) => SchemaName === "contact_customer_accounts")).toMatchObject({
      CascadeConfiguration: { Assign: "Cascade", Delete: "Cascade", Merge: "Cascade", Reparent: "Cascade" },
    });
  });
});
