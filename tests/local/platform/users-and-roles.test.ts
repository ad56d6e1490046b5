import { startEnvironment, type Environment } from "./support/environment";

const COLLEAGUES = [
  { email: "enabled@contoso.example", firstName: "En", lastName: "Abled", inDynamics: "enabled" },
  { email: "disabled@contoso.example", firstName: "Dis", lastName: "Abled", inDynamics: "disabled" },
  { email: "unknown@contoso.example", firstName: "Un", lastName: "Known", inDynamics: "unknown" },
] as const;

describe("users and roles of a fresh environment", () => {
  let environment: Environment;
  let ids: Record<"admin" | "seller" | "connector", string>;
  beforeEach(async () => {
    environment = await startEnvironment({ colleagues: COLLEAGUES });
    const who = async (as: "admin" | "seller" | "connector"): Promise<string> =>
      (await environment.call("GET", "WhoAmI", { as })).json.UserId;
    ids = { admin: await who("admin"), seller: await who("seller"), connector: await who("connector") };
  });
  afterEach(() => environment.close());

  const roles = async (user: string): Promise<string[]> => {
    const { json } = await environment.call(
      "GET",
      `systemusers(${user})/systemuserroles_association?$select=name`,
    );
    return json.value.map((role: { name: string }) => role.name);
  };

  it("has the same ids at every start", async () => {
    const other = await startEnvironment();
    const answer = await other.call("GET", "WhoAmI", { as: "seller" });
    await other.close();
    expect(answer.json.UserId).toBe(ids.seller);
  });

  it("has an administrator, a salesperson and an application user without roles", async () => {
    expect(await roles(ids.admin)).toEqual(["System Administrator"]);
    expect(await roles(ids.seller)).toEqual(["Salesperson"]);
    expect(await roles(ids.connector)).toEqual([]);
    const { json } = await environment.call(
      "GET",
      `systemusers(${ids.connector})?$select=applicationid,accessmode`,
    );
    expect(json).toMatchObject({ applicationid: expect.any(String), accessmode: 4 });
  });

  it("has the colleagues who work in Dynamics, disabled ones included", async () => {
    const { json } = await environment.call(
      "GET",
      "systemusers?$select=internalemailaddress,isdisabled&$filter=contains(internalemailaddress,'abled@')",
    );
    expect(
      json.value.map((user: { internalemailaddress: string; isdisabled: boolean }) => [
        user.internalemailaddress,
        user.isdisabled,
      ]),
    ).toEqual([
      ["enabled@contoso.example", false],
      ["disabled@contoso.example", true],
    ]);
    const unknown = await environment.call(
      "GET",
      "systemusers?$filter=internalemailaddress eq 'unknown@contoso.example'",
    );
    expect(unknown.json.value).toEqual([]);
  });

  it("WhoAmI works for a user without any role", async () => {
    expect((await environment.call("GET", "WhoAmI", { as: "connector" })).status).toBe(200);
    expect((await environment.call("GET", "contacts", { as: "connector" })).status).toBe(403);
  });

  describe("Salesperson", () => {
    const as = "seller";
    it("makes, reads and changes contacts of her own, and deletes none", async () => {
      const created = await environment.call("POST", "contacts", { as, body: { lastname: "Doe" } });
      const path = /contacts\(.*\)$/.exec(created.headers.get("odata-entityid") ?? "")?.[0] ?? "";
      expect((await environment.call("PATCH", path, { as, body: { jobtitle: "Clerk" } })).status).toBe(204);
      expect((await environment.call("GET", path, { as })).status).toBe(200);
      const deleted = await environment.call("DELETE", path, { as });
      expect([deleted.status, deleted.json.error.code]).toEqual([403, "0x80040220"]);
    });

    it("reads her business unit's contacts, and does not change them", async () => {
      const created = await environment.call("POST", "contacts", { body: { lastname: "Doe" } });
      const path = /contacts\(.*\)$/.exec(created.headers.get("odata-entityid") ?? "")?.[0] ?? "";
      expect((await environment.call("GET", path, { as })).status).toBe(200);
      expect((await environment.call("PATCH", path, { as, body: { jobtitle: "x" } })).status).toBe(403);
    });

    it("joins a contact to an account she may append to", async () => {
      const account = await environment.call("POST", "accounts", { body: { name: "Contoso" } });
      const accountPath = /accounts\(.*\)$/.exec(account.headers.get("odata-entityid") ?? "")?.[0];
      const body = { lastname: "Doe", "parentcustomerid_account@odata.bind": `/${accountPath}` };
      expect((await environment.call("POST", "contacts", { as, body })).status).toBe(204);
    });

    it("reads no endpoints, steps or jobs", async () => {
      for (const set of ["serviceendpoints", "sdkmessageprocessingsteps", "asyncoperations", "importjobs"])
        expect([set, (await environment.call("GET", set, { as })).status]).toEqual([set, 403]);
    });
  });

  it("tells a user's privileges with their depths (RetrieveUserPrivileges)", async () => {
    const { json } = await environment.call(
      "GET",
      `systemusers(${ids.seller})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`,
      { as: "seller" },
    );
    const depths = Object.fromEntries(
      json.RolePrivileges.map((one: { PrivilegeName: string; Depth: string }) => [
        one.PrivilegeName,
        one.Depth,
      ]),
    );
    expect(depths).toMatchObject({
      prvReadContact: "Local",
      prvCreateContact: "Basic",
      prvReadUser: "Global",
    });
    expect(depths).not.toHaveProperty("prvDeleteContact");
    const admin = await environment.call(
      "GET",
      `systemusers(${ids.admin})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`,
    );
    expect(
      admin.json.RolePrivileges.find(
        (one: { PrivilegeName: string }) => one.PrivilegeName === "prvDeleteContact",
      ).Depth,
    ).toBe("Global");
  });

  it("tells a user's rights on one row (RetrievePrincipalAccess)", async () => {
    const created = await environment.call("POST", "contacts", { body: { lastname: "Doe" } });
    const id = /\(([0-9a-f-]+)\)$/.exec(created.headers.get("odata-entityid") ?? "")?.[1];
    const target = encodeURIComponent(JSON.stringify({ "@odata.id": `contacts(${id})` }));
    const ask = (user: string) =>
      environment.call(
        "GET",
        `systemusers(${user})/Microsoft.Dynamics.CRM.RetrievePrincipalAccess(Target=@t)?@t=${target}`,
      );
    expect((await ask(ids.seller)).json.AccessRights).toBe("ReadAccess, AppendToAccess");
    expect((await ask(ids.admin)).json.AccessRights).toContain("DeleteAccess");
  });

  it("a role counts from the next request, also through a team", async () => {
    const { dataverse } = environment.platform;
    const [salesperson] = (
      await environment.call("GET", "roles?$select=roleid&$filter=name eq 'Salesperson'")
    ).json.value;
    const unit = dataverse.kernel.organization.rootBusinessUnitId;
    const team = await dataverse.create("team", {
      name: "Sellers",
      businessunitid: { table: "businessunit", id: unit },
      administratorid: { table: "systemuser", id: ids.admin },
    });
    const link = (path: string, id: string) =>
      environment.call("POST", `${path}/$ref`, {
        body: { "@odata.id": `${environment.url}/api/data/v9.2/${id}` },
      });
    expect((await link(`teams(${team})/teamroles_association`, `roles(${salesperson.roleid})`)).status).toBe(
      204,
    );
    expect(
      (await link(`teams(${team})/teammembership_association`, `systemusers(${ids.connector})`)).status,
    ).toBe(204);
    expect((await environment.call("GET", "contacts", { as: "connector" })).status).toBe(200);
  });

  it("a disabled user gets 403 (0x80040225), at once", async () => {
    await environment.platform.dataverse.update("systemuser", ids.seller, { isdisabled: true });
    const answer = await environment.call("GET", "contacts", { as: "seller" });
    expect([answer.status, answer.json.error.code]).toEqual([403, "0x80040225"]);
    expect(answer.json.error.message).toContain("is disabled");
  });

  it("a user who is gone gets 403 (0x80072560)", async () => {
    const token = await environment.token("seller");
    await environment.platform.dataverse.kernel.store.transaction(
      async (tx) => void tx.remove("systemuser", ids.seller),
    );
    const answer = await environment.raw("GET", "/api/data/v9.2/WhoAmI", {
      headers: { Authorization: `Bearer ${token}` },
    });
    expect([answer.status, answer.json.error.code]).toEqual([403, "0x80072560"]);
  });
});
