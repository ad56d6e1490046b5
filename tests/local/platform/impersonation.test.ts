import { startEnvironment, type Environment } from "./support/environment";
import { packSolution, role, ROLE_ID, root } from "./support/small-solution";

/** docs: impersonate-another-user, impersonate-another-user-web-api */
describe("acting on behalf of somebody else", () => {
  let environment: Environment;
  let seller: { id: string; objectId: string };
  let connectorId: string;
  beforeEach(async () => {
    environment = await startEnvironment();
    const id = (await environment.call("GET", "WhoAmI", { as: "seller" })).json.UserId as string;
    const { json } = await environment.call("GET", `systemusers(${id})?$select=azureactivedirectoryobjectid`);
    seller = { id, objectId: json.azureactivedirectoryobjectid };
    connectorId = (await environment.call("GET", "WhoAmI", { as: "connector" })).json.UserId;
    await give({
      prvActOnBehalfOfAnotherUser: "Global",
      prvCreateContact: "Global",
      prvReadContact: "Global",
      prvWriteContact: "Global",
      prvDeleteContact: "Global",
    });
  });
  afterEach(() => environment.close());

  const give = async (privileges: Record<string, string>): Promise<void> => {
    const Roles = role(privileges);
    await environment.import(packSolution({ containers: { Roles }, roots: [root(20, ROLE_ID)] }));
    const { store } = environment.platform.dataverse.kernel;
    await store.transaction(async (tx) => {
      for (const row of tx.findBy("systemuserroles", "systemuserid", connectorId))
        tx.remove("systemuserroles", row.id);
      tx.insert("systemuserroles", environment.platform.dataverse.kernel.newId(), {
        systemuserid: connectorId,
        roleid: ROLE_ID,
      });
    });
  };
  const as = "connector";

  it.each([
    ["MSCRMCallerID", () => seller.id],
    ["CallerObjectId", () => seller.objectId],
  ])("works as the user that %s names", async (header, value) => {
    const headers = { [header]: value() };
    expect((await environment.call("GET", "WhoAmI", { as, headers })).json.UserId).toBe(seller.id);
    const created = await environment.call("POST", "contacts", { as, headers, body: { lastname: "Doe" } });
    const path = /contacts\(.*\)$/.exec(created.headers.get("odata-entityid") ?? "")?.[0];
    const row = await environment.call(
      "GET",
      `${path}?$select=_ownerid_value,_createdby_value,_createdonbehalfby_value`,
    );
    expect(row.json).toMatchObject({
      _ownerid_value: seller.id,
      _createdby_value: seller.id,
      _createdonbehalfby_value: connectorId,
    });
  });

  it("needs prvActOnBehalfOfAnotherUser", async () => {
    const headers = { MSCRMCallerID: connectorId };
    const answer = await environment.call("GET", "WhoAmI", { as: "seller", headers });
    expect([answer.status, answer.json.error.code]).toEqual([403, "0x80040220"]);
    expect(answer.json.error.message).toContain("prvActOnBehalfOfAnotherUser");
  });

  it("needs it from a role of one's own: a team does not pass it on", async () => {
    const { dataverse } = environment.platform;
    const { kernel } = dataverse;
    await kernel.store.transaction(async (tx) => {
      for (const row of tx.findBy("systemuserroles", "systemuserid", connectorId))
        tx.remove("systemuserroles", row.id);
      const team = kernel.newId();
      tx.insert("team", team, { name: "Delegates", teamid: team });
      tx.insert("teammembership", kernel.newId(), { teamid: team, systemuserid: connectorId });
      tx.insert("teamroles", kernel.newId(), { teamid: team, roleid: ROLE_ID });
    });
    const answer = await environment.call("GET", "WhoAmI", { as, headers: { MSCRMCallerID: seller.id } });
    expect(answer.status).toBe(403);
  });

  describe("both must hold the privilege: the rights are the intersection", () => {
    const contact = async (): Promise<string> => {
      const created = await environment.call("POST", "contacts", { as: "seller", body: { lastname: "Doe" } });
      return /contacts\(.*\)$/.exec(created.headers.get("odata-entityid") ?? "")?.[0] ?? "";
    };
    const headers = () => ({ MSCRMCallerID: seller.id });

    it("what the seller may not, the connector may not for her", async () => {
      const answer = await environment.call("DELETE", await contact(), { as, headers: headers() });
      expect(answer.status).toBe(403);
      expect(answer.json.error.message).toContain(`Id=${seller.id}`);
    });

    it("what the connector may not, it may not for the seller either", async () => {
      const path = await contact();
      await give({ prvActOnBehalfOfAnotherUser: "Global", prvReadContact: "Global" });
      const answer = await environment.call("PATCH", path, {
        as,
        headers: headers(),
        body: { jobtitle: "x" },
      });
      expect(answer.status).toBe(403);
      expect(answer.json.error.message).toContain(`Id=${connectorId}`);
    });

    it("rows she may not read are left out, though the connector could", async () => {
      const admin = (await environment.call("GET", "WhoAmI")).json.UserId;
      const { dataverse } = environment.platform;
      await contact();
      const [sales] = (
        await environment.call("GET", "businessunits?$select=businessunitid&$filter=name eq 'Sales'")
      ).json.value;
      const elsewhere = await dataverse.create("systemuser", {
        lastname: "E",
        domainname: "e",
        businessunitid: { table: "businessunit", id: sales.businessunitid },
      });
      await dataverse.create("contact", {
        lastname: "Hidden",
        ownerid: { table: "systemuser", id: elsewhere },
      });
      expect((await environment.call("GET", "contacts", { as })).json.value).toHaveLength(2);
      expect((await environment.call("GET", "contacts", { as, headers: headers() })).json.value).toHaveLength(
        1,
      );
      expect(admin).not.toBe(seller.id);
    });
  });

  it("a disabled user cannot be acted for (0x80040225)", async () => {
    await environment.platform.dataverse.update("systemuser", seller.id, { isdisabled: true });
    const answer = await environment.call("GET", "WhoAmI", { as, headers: { MSCRMCallerID: seller.id } });
    expect([answer.status, answer.json.error.code]).toEqual([403, "0x80040225"]);
  });

  it("nor one who does not exist", async () => {
    const headers = { CallerObjectId: "00000000-0000-0000-0000-00000000dead" };
    expect((await environment.call("GET", "WhoAmI", { as, headers })).status).toBe(403);
  });

  it.each(["undefined", "{}", ""])(
    "a header that names nobody (%p) is refused, not left out",
    async (MSCRMCallerID) => {
      expect((await environment.call("GET", "WhoAmI", { as, headers: { MSCRMCallerID } })).status).toBe(400);
    },
  );
});
