import { createPlatform, type Platform } from "../../../local/dataverse/platform";

import { controlParts, verdictOf, withTable } from "./support/verdict";
import {
  cell,
  column,
  contactParts,
  controlFiles,
  CONTROL,
  controlOnCell,
  customApi,
  endpoint,
  ENDPOINT_ID,
  form,
  key,
  ownTable,
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

let platform: Platform;
beforeAll(async () => {
  platform = await createPlatform();
});

const GENERIC = "0x80048033";
const verdict = (solution: SmallSolution): string => verdictOf(platform, solution);

describe("a solution is checked before anything is written (facts: solutions, 3.2 to 3.8)", () => {
  it("accepts one where everything fits", () => {
    const parameters = '<value>sml_name</value><mode static="true" type="Enum">No</mode>';
    expect(
      verdict(
        withTable(
          {
            columns: textColumn("sml_Code"),
            keys: key("sml_CodeKey", ["sml_code"]),
            forms: form(cell("sml_name"), controlOnCell(CONTROL, parameters)),
            views: view("sml_thing", ["sml_name", "createdon"]),
          },
          controlParts,
        ),
      ),
    ).toBe("accepted");
  });

  describe("solution.xml", () => {
    it.each<[string, SmallSolution, string]>([
      ["a unique name with a blank", { uniqueName: "Two words" }, "0x8004f002"],
      ["a unique name that begins with a digit", { uniqueName: "1st" }, "0x8004f002"],
      ["a prefix of one letter", { prefix: "x" }, "0x8004f00b"],
      ["a prefix that begins with mscrm", { prefix: "mscrmx" }, "0x8004f00b"],
      ["an option value prefix below 10,000", { optionPrefix: 9999 }, "0x80048402"],
      ["an option value prefix above 99,999", { optionPrefix: 100_000 }, "0x80048402"],
      ["a package of a newer platform", { packageVersion: "9.3" }, "0x80048068"],
      ["a package of a newer major version", { packageVersion: "10.0" }, "0x80048068"],
    ])("%s", (_name, solution, code) => {
      expect(verdict(solution)).toContain(code);
    });

    it("a component it needs and nobody brings (0x8004801D)", () => {
      const missing =
        '<MissingDependency><Required type="61" schemaName="other_/js/lib.js" displayName="lib" solution="Other" /></MissingDependency>';
      const told = verdict({ missingDependencies: missing });
      expect(told).toContain("0x8004801d");
      expect(told).toContain("Some dependencies are missing");
      expect(told).toContain('"lib" of solution Other');
    });

    it("a table it adds to and that does not exist (0x8004801D)", () => {
      const entity = contactParts({ columns: textColumn("sml_Code") }).replaceAll("Contact", "other_Thing");
      expect(verdict({ containers: { Entities: entity }, roots: [root(1, "other_thing", 1)] })).toContain(
        "0x8004801d",
      );
    });

    it("a root component that is not in the package, and a component that is no root", () => {
      expect(verdict({ roots: [root(61, "sml_/js/gone.js")] })).toContain("0x8004f036");
      expect(verdict({ containers: { Entities: ownTable() } })).toContain(GENERIC);
    });

    it("a view as a root component: views travel inside their table, also where it is a shell", () => {
      const views = view("contact", ["fullname"]);
      const onContact: SmallSolution = {
        containers: { Entities: contactParts({ views }) },
        roots: [root(1, "contact", 2)],
      };
      expect(verdict(onContact)).toBe("accepted");
      expect(verdict({ ...onContact, roots: [root(1, "contact", 2), root(26, VIEW_ID)] })).toContain(
        `Cannot add a Root Component ${VIEW_ID} of type 26`,
      );
    });
  });

  describe("tables, columns, keys", () => {
    it.each<[string, SmallSolution, string]>([
      [
        "a table without the publisher's prefix",
        { containers: { Entities: ownTable({}, "oth_Thing") }, roots: [root(1, "oth_thing")] },
        GENERIC,
      ],
      ["a column without the publisher's prefix", withTable({ columns: textColumn("oth_Code") }), GENERIC],
      [
        "a column without a label in the base language",
        withTable({ columns: textColumn("sml_Code").replace('languagecode="1033"', 'languagecode="1031"') }),
        "0x8004f658",
      ],
      [
        "a column that uses a choice nobody has",
        withTable({ columns: column("sml_Kind", "picklist", "<OptionSetName>sml_kind</OptionSetName>") }),
        GENERIC,
      ],
      ["a lookup without a relationship", withTable({ columns: column("sml_Other", "lookup") }), GENERIC],
      ["a key over a column that does not exist", withTable({ keys: key("sml_Key", ["sml_gone"]) }), GENERIC],
      [
        "a key over a long text column (more than 900 bytes)",
        withTable({ columns: textColumn("sml_Long", 451), keys: key("sml_Key", ["sml_long"]) }),
        "900",
      ],
      [
        "a key over a memo column",
        withTable({
          columns: column("sml_Memo", "ntext", "<MaxLength>2000</MaxLength>"),
          keys: key("sml_Key", ["sml_memo"]),
        }),
        "Memo",
      ],
    ])("%s", (_name, solution, expected) => {
      expect(verdict(solution)).toContain(expected);
    });

    it("a text of 450 characters just fits into a key", () => {
      expect(
        verdict(withTable({ columns: textColumn("sml_Long", 450), keys: key("sml_Key", ["sml_long"]) })),
      ).toBe("accepted");
    });

    it("an eleventh key on a table", () => {
      const columns = Array.from({ length: 11 }, (_, index) => textColumn(`sml_C${index}`, 10)).join("");
      const keys = Array.from({ length: 11 }, (_, index) => key(`sml_K${index}`, [`sml_c${index}`])).join("");
      expect(verdict(withTable({ columns, keys }))).toContain("more than 10 alternate keys");
    });

    it("a type of column the local Dataverse does not have is a 501 with its name", () => {
      expect(verdict(withTable({ columns: column("sml_X", "hologram") }))).toContain(
        "does not implement columns of type hologram",
      );
    });
  });

  describe("views, ribbons, web resources", () => {
    it.each<[string, SmallSolution, string]>([
      [
        "a view that asks for a column that does not exist",
        withTable({ views: view("sml_thing", ["sml_gone"]) }),
        "sml_thing.sml_gone",
      ],
      [
        "a view that shows a column it does not ask for",
        withTable({ views: view("sml_thing", ["sml_name"], ["createdon"]) }),
        "does not ask for it",
      ],
      [
        "a view kept with another table",
        withTable({ views: view("contact", ["fullname"]) }),
        "asks for another table",
      ],
      [
        "a ribbon that uses a web resource nobody has",
        withTable({ ribbon: '<RibbonDiffXml><A Library="$webresource:sml_/js/gone.js" /></RibbonDiffXml>' }),
        "sml_/js/gone.js",
      ],
      [
        "a ribbon label that is not defined",
        withTable({ ribbon: '<RibbonDiffXml><A LabelText="$LocLabels:sml.gone" /></RibbonDiffXml>' }),
        "sml.gone",
      ],
      [
        "a web resource without the prefix",
        {
          containers: { WebResources: webResource("other.js") },
          roots: [root(61, "other.js")],
          files: { "WebResources/small": "1" },
        },
        GENERIC,
      ],
      [
        "a web resource without its file",
        { containers: { WebResources: webResource("sml_a.js") }, roots: [root(61, "sml_a.js")] },
        "is not in the zip",
      ],
      [
        "a web resource of an unknown type",
        {
          containers: { WebResources: webResource("sml_a.js", 13) },
          roots: [root(61, "sml_a.js")],
          files: { "WebResources/small": "1" },
        },
        "unknown type 13",
      ],
      [
        "a control whose bundle is not in the zip",
        {
          ...controlParts,
          files: {
            [`Controls/${CONTROL}/ControlManifest.xml`]:
              controlFiles[`Controls/${CONTROL}/ControlManifest.xml`] ?? "",
          },
        },
        "bundle.js",
      ],
    ])("%s", (_name, solution, expected) => {
      expect(verdict(solution)).toContain(expected);
    });
  });

  describe("roles, Custom APIs, endpoints, steps", () => {
    const hook = endpoint();
    const hooked = (stepXml: string, files: Record<string, string> = customApi("sml_Do")): SmallSolution => ({
      containers: { ServiceEndpoints: hook, SdkMessageProcessingSteps: stepXml },
      roots: [root(95, ENDPOINT_ID), root(92, STEP_ID)],
      files,
    });
    it.each<[string, SmallSolution, string]>([
      [
        "a role with a privilege that does not exist",
        { containers: { Roles: role({ prvReadNothing: "Basic" }) }, roots: [root(20, ROLE_ID)] },
        "prvReadNothing",
      ],
      ["a Custom API without the prefix", { files: customApi("oth_Do") }, GENERIC],
      [
        "a Custom API with a plug-in: 501",
        { files: customApi("sml_Do", { plugin: true }) },
        "does not implement plug-ins",
      ],
      [
        "a Custom API whose privilege does not exist",
        { files: customApi("sml_Do", { privilege: "prvNothing" }) },
        "prvNothing",
      ],
      ["a Custom API bound to no table", { files: customApi("sml_Do", { binding: 1 }) }, "bound to no table"],
      [
        "a parameter of an unknown type",
        { files: customApi("sml_Do", { parameters: { A: [13, false] } }) },
        "type 13",
      ],
      [
        "a step on a Custom API that allows none",
        hooked(step("sml_Do"), customApi("sml_Do", { allowedSteps: 0 })),
        "is not allowed on the specified message",
      ],
      [
        "a synchronous step on a Custom API that allows asynchronous ones",
        hooked(step("sml_Do"), customApi("sml_Do", { allowedSteps: 1 })),
        "is not allowed on the specified message",
      ],
      [
        "an asynchronous step before the operation",
        hooked(step("sml_Do", { Mode: 1, Stage: 20 })),
        "0x80040203",
      ],
      ["a step in the main operation", hooked(step("sml_Do", { Stage: 30 })), "0x80040203"],
      ["a step on a message that does not exist", hooked(step("sml_Gone")), "message that does not exist"],
      [
        "a step on a table that does not have the message",
        hooked(step("Merge", { PrimaryEntity: "systemuser" })),
        "does not exist on systemuser",
      ],
      [
        "an endpoint with a secret in it",
        {
          containers: { ServiceEndpoints: hook.replace("<AuthType>", "<AuthValue>x</AuthValue><AuthType>") },
          roots: [root(95, ENDPOINT_ID)],
        },
        "AuthValue",
      ],
      [
        "an endpoint on a port that webhooks may not use",
        {
          containers: { ServiceEndpoints: endpoint("https://receiver.invalid:8443/hook") },
          roots: [root(95, ENDPOINT_ID)],
        },
        "port 80 or 443",
      ],
    ])("%s", (_name, solution, expected) => {
      expect(verdict(solution)).toContain(expected);
    });

    it("an asynchronous step on a Custom API that allows those", () => {
      expect(verdict(hooked(step("sml_Do", { Mode: 1 }), customApi("sml_Do", { allowedSteps: 1 })))).toBe(
        "accepted",
      );
    });

    it("a response property with isoptional, which the platform does not know", () => {
      const files = customApi("sml_Do", { response: { A: 10 } });
      const path = "customapis/sml_Do/customapiresponseproperties/A/customapiresponseproperty.xml";
      const wrong = {
        ...files,
        [path]: (files[path] ?? "").replace("<type>", "<isoptional>0</isoptional><type>"),
      };
      expect(verdict({ files: wrong })).toContain("isoptional");
    });

    it("components the local Dataverse does not have are a 501 with their name", () => {
      expect(verdict({ containers: { Workflows: "<Workflow />" } })).toContain(
        "does not implement importing Workflows",
      );
      expect(verdict({ files: { "pluginpackages/x/pluginpackage.xml": "<a/>" } })).toContain(
        "importing pluginpackages",
      );
      expect(verdict({ files: { "bots/x/bot.xml": "<a/>" } })).toContain("importing bots");
    });
  });
});
