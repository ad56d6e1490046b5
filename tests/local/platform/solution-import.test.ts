import { randomUUID } from "node:crypto";
import { startEnvironment, type Environment } from "./support/environment";
import {
  cell,
  column,
  contactParts,
  control,
  controlFiles,
  CONTROL,
  controlOnCell,
  customApi,
  endpoint,
  ENDPOINT_ID,
  form,
  FORM_ID,
  key,
  ownTable,
  packSolution,
  RESOURCE_ID,
  role,
  ROLE_ID,
  root,
  step,
  STEP_ID,
  textColumn,
  view,
  VIEW_ID,
  webResource,
  type SmallSolution,
} from "./support/small-solution";

const SITE_MAP =
  '<AppModuleSiteMap><SiteMapUniqueName>sml_Map</SiteMapUniqueName><SiteMap><Area Id="a"><Group Id="g"><SubArea Id="s" Entity="sml_thing" /></Group></Area></SiteMap>' +
  '<LocalizedNames><LocalizedName description="Small map" languagecode="1033" /></LocalizedNames></AppModuleSiteMap>';
const APP =
  "<AppModule><UniqueName>sml_App</UniqueName><FormFactor>1</FormFactor><ClientType>4</ClientType><AppModuleComponents>" +
  `<AppModuleComponent type="1" schemaName="sml_thing" /><AppModuleComponent type="26" id="{${VIEW_ID}}" /><AppModuleComponent type="62" schemaName="sml_Map" /></AppModuleComponents>` +
  '<AppModuleRoleMaps><Role id="{627090ff-40a3-4053-8790-584edc5be201}" /></AppModuleRoleMaps><LocalizedNames><LocalizedName description="Small app" languagecode="1033" /></LocalizedNames></AppModule>';
const CHOICE =
  '<optionset Name="sml_kind"><OptionSetType>picklist</OptionSetType><IsGlobal>1</IsGlobal><displaynames><displayname description="Kind" languagecode="1033" /></displaynames>' +
  '<options><option value="554390000"><labels><label description="First" languagecode="1033" /></labels></option></options></optionset>';
const RIBBON =
  '<RibbonDiffXml><CommandDefinitions><CommandDefinition Id="sml.Do"><Actions><JavaScriptFunction Library="$webresource:sml_/js/a.js" FunctionName="A" /></Actions></CommandDefinition></CommandDefinitions></RibbonDiffXml>';

/** One of everything. */
const everything = (more: Partial<SmallSolution> = {}): SmallSolution => ({
  containers: {
    Entities:
      ownTable({
        columns: column(
          "sml_Kind",
          "picklist",
          "<AppDefaultValue>-1</AppDefaultValue><OptionSetName>sml_kind</OptionSetName>",
        ),
        forms: form(cell("sml_name"), controlOnCell(CONTROL, "<value>sml_name</value>")),
        views: view("sml_thing", ["sml_name"], ["sml_name"], true),
        ribbon: RIBBON,
      }) + contactParts({ columns: textColumn("sml_Code", 50), keys: key("sml_CodeKey", ["sml_code"]) }),
    optionsets: CHOICE,
    Roles: role({ prvReadsml_Thing: "Local", prvReadContact: "Global" }),
    WebResources: webResource("sml_/js/a.js"),
    CustomControls: control,
    ServiceEndpoints: endpoint(),
    SdkMessageProcessingSteps: step("sml_Do"),
    AppModuleSiteMaps: SITE_MAP,
    AppModules: APP,
  },
  roots: [
    root(1, "sml_thing"),
    root(1, "contact", 1),
    root(9, "sml_kind"),
    root(20, ROLE_ID),
    root(61, "sml_/js/a.js"),
    root(62, "sml_Map"),
    root(66, CONTROL),
    root(80, "sml_App"),
    root(92, STEP_ID),
    root(95, ENDPOINT_ID),
  ],
  files: {
    "WebResources/small": "var a=1;",
    ...controlFiles,
    ...customApi("sml_Do", { parameters: { Text: [10, false] } }),
  },
  ...more,
});

describe("importing a solution (reference: ImportSolution)", () => {
  let environment: Environment;
  beforeEach(async () => {
    environment = await startEnvironment();
  });
  afterEach(() => environment.close());

  const get = async (path: string) => (await environment.call("GET", path)).json;
  const rows = async (path: string) => (await get(path)).value as Record<string, unknown>[];
  const publish = () => environment.call("POST", "PublishAllXml", { body: {} });

  it("writes a row for each component, in the platform's own tables", async () => {
    expect((await environment.import(packSolution(everything()))).status).toBe(204);
    await publish();
    expect(
      await rows(
        "solutions?$select=uniquename,version,ismanaged&$expand=publisherid($select=uniquename,customizationprefix)",
      ),
    ).toMatchObject([
      {
        uniquename: "Small",
        version: "1.0.0.0",
        ismanaged: false,
        publisherid: { uniquename: "small", customizationprefix: "sml" },
      },
    ]);
    expect(await get(`systemforms(${FORM_ID})?$select=name,objecttypecode,type,formxml`)).toMatchObject({
      name: "Small form",
      objecttypecode: "sml_thing",
      type: 2,
      formxml: expect.stringContaining('name="sml_Small.Panel"'),
    });
    expect(
      await get(`savedqueries(${VIEW_ID})?$select=returnedtypecode,querytype,isdefault,fetchxml,layoutxml`),
    ).toMatchObject({
      returnedtypecode: "sml_thing",
      querytype: 0,
      isdefault: true,
      fetchxml: '<fetch><entity name="sml_thing"><attribute name="sml_name"/></entity></fetch>',
      layoutxml: expect.stringContaining('<cell name="sml_name"'),
    });
    expect(await get(`webresourceset(${RESOURCE_ID})?$select=name,webresourcetype,content`)).toMatchObject({
      name: "sml_/js/a.js",
      webresourcetype: 3,
      content: Buffer.from("var a=1;").toString("base64"),
    });
    expect(await rows("sitemaps?$select=sitemapnameunique,sitemapxml")).toMatchObject([
      { sitemapnameunique: "sml_Map", sitemapxml: expect.stringContaining('Entity="sml_thing"') },
    ]);
    const [app] = await rows("appmodules?$select=appmoduleid,uniquename,name");
    expect(app).toMatchObject({ uniquename: "sml_App", name: "Small app" });
    const components = await rows(
      `appmodulecomponents?$select=componenttype,objectid&$filter=_appmoduleidunique_value eq ${String(app?.["appmoduleid"])}`,
    );
    expect(components.map((one) => one["componenttype"]).sort()).toEqual([1, 26, 62]);
    expect(await rows("customcontrols?$select=name,version")).toMatchObject([
      { name: CONTROL, version: "1.2.3" },
    ]);
    expect(await rows(`roles(${ROLE_ID})/roleprivileges_association?$select=name`)).toHaveLength(2);
    expect(
      await get(`serviceendpoints(${ENDPOINT_ID})?$select=name,contract,authtype,isauthvalueset`),
    ).toMatchObject({
      contract: 8,
      authtype: 4,
      isauthvalueset: false,
    });
    expect(
      await get(
        `sdkmessageprocessingsteps(${STEP_ID})?$select=stage,mode,_eventhandler_value&$expand=sdkmessageid($select=name)`,
      ),
    ).toMatchObject({
      stage: 40,
      mode: 0,
      _eventhandler_value: ENDPOINT_ID,
      sdkmessageid: { name: "sml_Do" },
    });
    expect(
      await rows(
        "customapis?$select=uniquename,bindingtype&$expand=CustomAPIRequestParameters($select=uniquename,type,isoptional)",
      ),
    ).toMatchObject([
      {
        uniquename: "sml_Do",
        CustomAPIRequestParameters: [{ uniquename: "Text", type: 10, isoptional: false }],
      },
    ]);
  });

  it("teaches the metadata: table, columns, choice, and rows can be written at once", async () => {
    await environment.import(packSolution(everything()));
    const table = await get(
      "EntityDefinitions(LogicalName='sml_thing')?$select=EntitySetName,PrimaryNameAttribute,OwnershipType,ChangeTrackingEnabled",
    );
    expect(table).toMatchObject({
      EntitySetName: "sml_things",
      PrimaryNameAttribute: "sml_name",
      OwnershipType: "UserOwned",
      ChangeTrackingEnabled: true,
    });
    const created = await environment.call("POST", "sml_things", {
      body: { sml_name: "One", sml_kind: 554390000 },
    });
    expect(created.status).toBe(204);
    expect(await rows("sml_things?$select=sml_name,sml_kind")).toMatchObject([
      { sml_name: "One", sml_kind: 554390000 },
    ]);
    const wrong = await environment.call("POST", "sml_things", { body: { sml_name: "Two", sml_kind: 5 } });
    expect(wrong.json.error.code).toBe("0x8004431a");
    const long = await environment.call("POST", "contacts", {
      body: { lastname: "A", sml_code: "x".repeat(51) },
    });
    expect(long.json.error.code).toBe("0x80044331");
  });

  it("lists the solution's components with their behaviour", async () => {
    await environment.import(packSolution(everything()));
    const [solution] = await rows("solutions?$select=solutionid&$filter=uniquename eq 'Small'");
    const components = await rows(
      `solutioncomponents?$select=componenttype,rootcomponentbehavior&$filter=_solutionid_value eq ${String(solution?.["solutionid"])}`,
    );
    const types = components.map((one) => one["componenttype"]).sort((a, b) => Number(a) - Number(b));
    expect(types).toEqual([1, 1, 9, 20, 26, 60, 61, 62, 66, 80, 92, 95]);
    expect(components.filter((one) => one["rootcomponentbehavior"] === 1)).toHaveLength(1);
  });

  it("keeps a job that tells how it went, also when it failed (reference: importjob)", async () => {
    const good = randomUUID();
    await environment.import(packSolution(everything()), { jobId: good });
    const job = await get(`importjobs(${good})?$select=progress,solutionname,data,completedon`);
    expect(job).toMatchObject({ progress: 100, solutionname: "Small", completedon: expect.any(String) });
    expect(job.data).toContain('<entity id="sml_thing"><result result="success"');

    const bad = randomUUID();
    const answer = await environment.import(
      packSolution({ uniqueName: "Other", roots: [root(61, "sml_/gone.js")] }),
      { jobId: bad },
    );
    expect([answer.status, answer.json.error.code]).toEqual([400, "0x8004f036"]);
    const failed = await get(`importjobs(${bad})?$select=progress,data`);
    expect(failed.progress).toBe(0);
    expect(failed.data).toContain('result="failure" errorcode="0x8004f036"');
    expect(await rows("solutions?$filter=uniquename eq 'Other'")).toEqual([]);
  });

  it("writes nothing when a check fails", async () => {
    const before = environment.platform.dataverse.kernel.model.version;
    const solution = everything({ roots: [...(everything().roots ?? []), root(61, "sml_/gone.js")] });
    expect((await environment.import(packSolution(solution))).status).toBe(400);
    expect(environment.platform.dataverse.kernel.model.version).toBe(before);
    expect((await environment.call("GET", "sml_things")).status).toBe(404);
  });

  it("refuses a second import while one runs (0x80071151)", async () => {
    const { kernel } = environment.platform.dataverse;
    const CustomizationFile = Buffer.from(packSolution(everything())).toString("base64");
    const start = () =>
      kernel.execute(
        { name: "ImportSolution", input: { CustomizationFile, ImportJobId: randomUUID() } },
        kernel.systemContext(),
      );
    const [first, second] = await Promise.allSettled([start(), start()]);
    expect(first.status).toBe("fulfilled");
    expect(second).toMatchObject({ status: "rejected", reason: { status: 400, code: "0x80071151" } });
    await expect(start()).resolves.toEqual({});
  });

  it("is for those who may customize: a seller gets 403", async () => {
    const answer = await environment.import(packSolution(everything()), { as: "seller" });
    expect(answer.status).toBe(403);
    expect(answer.json.error.message).toContain("prvImportCustomization");
  });

  it("says 501 and its name for what else solutions can do", async () => {
    for (const action of ["ExportSolution", "DeleteAndPromote", "StageAndUpgrade"]) {
      const answer = await environment.call("POST", action, { body: {} });
      expect([action, answer.status, answer.json.error.message]).toEqual([
        action,
        501,
        expect.stringContaining(action),
      ]);
    }
    const form = await environment.call("POST", "systemforms", { body: { name: "x" } });
    expect([form.status, form.json.error.message]).toEqual([501, expect.stringContaining("systemform")]);
  });

  describe("unmanaged components are drafts until published (docs: import-update-export-solutions)", () => {
    it("PublishAllXml shows them all", async () => {
      await environment.import(packSolution(everything()));
      expect(await rows("systemforms")).toEqual([]);
      expect(await rows("appmodules")).toEqual([]);
      expect(await rows("webresourceset")).toEqual([]);
      await publish();
      expect(await rows("systemforms")).toHaveLength(1);
      expect(await rows("appmodules")).toHaveLength(1);
      expect(await rows("webresourceset")).toHaveLength(1);
    });

    it("PublishXml shows those it names", async () => {
      await environment.import(packSolution(everything()));
      const ParameterXml =
        "<importexportxml><entities><entity>sml_thing</entity></entities></importexportxml>";
      expect((await environment.call("POST", "PublishXml", { body: { ParameterXml } })).status).toBe(204);
      expect(await rows("systemforms")).toHaveLength(1);
      expect(await rows("savedqueries?$filter=returnedtypecode eq 'sml_thing'")).toHaveLength(1);
      expect(await rows("appmodules")).toEqual([]);
    });

    it("managed components need no publishing", async () => {
      await environment.import(packSolution(everything({ managed: true })));
      expect(await rows("systemforms")).toHaveLength(1);
      expect(await rows("appmodules")).toHaveLength(1);
    });
  });

  describe("importing again", () => {
    it("upgrades: rows keep their data, new columns come", async () => {
      await environment.import(packSolution(everything()));
      await publish();
      await environment.call("POST", "sml_things", { body: { sml_name: "Kept" } });
      const next = everything({ version: "1.1.0.0" });
      const entities = (next.containers?.["Entities"] ?? "").replace(
        "</attributes>",
        `${textColumn("sml_More", 20)}</attributes>`,
      );
      expect(
        (
          await environment.import(
            packSolution({ ...next, containers: { ...next.containers, Entities: entities } }),
          )
        ).status,
      ).toBe(204);

      expect(await rows("solutions?$select=version")).toMatchObject([{ version: "1.1.0.0" }]);
      expect(await rows("sml_things?$select=sml_name,sml_more")).toMatchObject([
        { sml_name: "Kept", sml_more: null },
      ]);
      expect(await rows("roles?$filter=name eq 'Small role'")).toHaveLength(1);
    });

    it("takes from a role what the new version does not give it", async () => {
      await environment.import(packSolution(everything()));
      const next = everything();
      const Roles = role({ prvReadContact: "Basic" });
      await environment.import(packSolution({ ...next, containers: { ...next.containers, Roles } }));
      const privileges = await rows(`roles(${ROLE_ID})/roleprivileges_association?$select=name`);
      expect(privileges.map((one) => one["name"])).toEqual(["prvReadContact"]);
    });

    it("refuses to mix managed and unmanaged (0x80048040, 0x80048041)", async () => {
      await environment.import(packSolution(everything()));
      const managed = await environment.import(packSolution(everything({ managed: true })));
      expect(managed.json.error.code).toBe("0x80048040");
      await environment.import(packSolution({ uniqueName: "Second", managed: true }));
      const unmanaged = await environment.import(packSolution({ uniqueName: "Second" }));
      expect(unmanaged.json.error.code).toBe("0x80048041");
    });
  });

  describe("removing", () => {
    it("an unmanaged solution leaves what it brought", async () => {
      await environment.import(packSolution(everything()));
      const [solution] = await rows("solutions?$select=solutionid");
      expect(
        (await environment.call("DELETE", `solutions(${String(solution?.["solutionid"])})`)).status,
      ).toBe(204);
      expect(await rows("solutions")).toEqual([]);
      expect((await environment.call("GET", "sml_things")).status).toBe(200);
    });

    it("a managed one is not done here: 501", async () => {
      await environment.import(packSolution(everything({ managed: true })));
      const [solution] = await rows("solutions?$select=solutionid");
      const answer = await environment.call("DELETE", `solutions(${String(solution?.["solutionid"])})`);
      expect([answer.status, answer.json.error.message]).toEqual([
        501,
        expect.stringContaining("uninstalling a managed solution"),
      ]);
    });
  });
});
