import { builtSolution, startEnvironment, type Environment } from "./support/environment";

/** What the pages of a model-driven app ask for, as somebody who is no admin. */
describe("a seller can open the app", () => {
  let environment: Environment;
  let id: string;
  beforeAll(async () => {
    environment = await startEnvironment();
    await environment.import(builtSolution());
    await environment.call("POST", "PublishAllXml", { body: {} });
    id = (await environment.call("GET", "WhoAmI", { as: "seller" })).json.UserId;
  });
  afterAll(() => environment.close());

  it.each([
    ["herself", () => `systemusers(${id})?$select=fullname,internalemailaddress`],
    ["her settings", () => `usersettingscollection(${id})`],
    ["her roles", () => `systemusers(${id})/systemuserroles_association?$select=name,roleid`],
    ["her privileges", () => `systemusers(${id})/Microsoft.Dynamics.CRM.RetrieveUserPrivileges()`],
    ["apps", () => "appmodules?$select=appmoduleid,uniquename,name"],
    ["what apps hold", () => "appmodulecomponents?$select=objectid,componenttype"],
    ["site maps", () => "sitemaps?$select=sitemapnameunique,sitemapxml"],
    [
      "views",
      () =>
        "savedqueries?$select=name,fetchxml,layoutxml&$filter=returnedtypecode eq 'contact' and statecode eq 0",
    ],
    [
      "forms",
      () =>
        "systemforms?$select=name,formxml&$filter=objecttypecode eq 'contact' and type eq 2 and formactivationstate eq 1",
    ],
    ["web resources", () => "webresourceset?$select=name,dependencyxml"],
    [
      "metadata",
      () =>
        "EntityDefinitions(LogicalName='contact')?$select=EntitySetName&$expand=Attributes($select=LogicalName)",
    ],
    ["links", () => "wave_links?$top=1"],
    ["connections", () => "wave_connections?$top=1"],
    ["operations", () => "wave_operations?$top=1"],
  ])("reads %s", async (_name, path) => {
    const answer = await environment.call("GET", path(), { as: "seller" });
    expect([answer.status, answer.status === 200 ? "" : answer.text]).toEqual([200, ""]);
  });

  it("finds the app with its site map, forms and views by their ids", async () => {
    const rows = async (path: string) => (await environment.call("GET", path, { as: "seller" })).json.value;
    const [app] = await rows("appmodules?$select=appmoduleid&$filter=uniquename eq 'wave_WaveSync'");
    const components = await rows(
      `appmodulecomponents?$select=objectid,componenttype&$filter=_appmoduleidunique_value eq ${app.appmoduleid}`,
    );
    const ids = (type: number): string[] =>
      components
        .filter((one: { componenttype: number }) => one.componenttype === type)
        .map((one: { objectid: string }) => one.objectid);
    const siteMaps = await rows("sitemaps?$select=sitemapid");
    expect(siteMaps.map((one: { sitemapid: string }) => one.sitemapid)).toEqual(ids(62));
    const forms = (await rows("systemforms?$select=formid")).map((one: { formid: string }) => one.formid);
    const views = (await rows("savedqueries?$select=savedqueryid")).map(
      (one: { savedqueryid: string }) => one.savedqueryid,
    );
    expect(forms).toEqual(expect.arrayContaining(ids(60)));
    expect(views).toEqual(expect.arrayContaining(ids(26)));
    expect(ids(60).length).toBeGreaterThan(0);
  });

  it("changes her language, and nobody else's", async () => {
    const admin = (await environment.call("GET", "WhoAmI")).json.UserId;
    const patch = (user: string) =>
      environment.call("PATCH", `usersettingscollection(${user})`, {
        as: "seller",
        body: { uilanguageid: 1031 },
      });
    expect((await patch(id)).status).toBe(204);
    expect(
      (await environment.call("GET", `usersettingscollection(${id})?$select=uilanguageid`)).json.uilanguageid,
    ).toBe(1031);
    expect((await patch(admin)).status).toBe(403);
  });

  it("does not read set-up she has no role for", async () => {
    for (const set of ["wave_usermappings", "wave_runs", "solutions", "serviceendpoints"])
      expect([set, (await environment.call("GET", set, { as: "seller" })).status]).toEqual([set, 403]);
  });
});
