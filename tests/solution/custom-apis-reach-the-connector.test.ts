import { API_STEPS } from "../../connector/environment/steps/webhook-steps";
import { api, serviceEndpoint, steps } from "../../core/generated/schema";
import { child, children, textOf } from "../../scripts/solution/xml";
import { bare, xmlFiles } from "./support/solution";

const APIS = xmlFiles(/^customapis\/[^/]+\/customapi\.xml$/);
const endpoint = child(xmlFiles(/ServiceEndpoints\.xml$/)[0]!.root, "ServiceEndpoint")!;
const registered = xmlFiles(/^SdkMessageProcessingSteps\//);

const TYPES = { Boolean: "0", Integer: "7", String: "10", StringArray: "11", Guid: "12" } as const;
type Parameters = Record<string, readonly [type: keyof typeof TYPES, optional: boolean]>;
const COMMON: Parameters = {
  OperationId: ["Guid", false],
  Table: ["String", false],
  RecordIds: ["StringArray", false],
  Connection: ["Guid", true],
  Language: ["Integer", true],
  Values: ["String", true],
};
const PARAMETERS: Record<string, Parameters> = {
  wave_Push: COMMON,
  wave_Pull: COMMON,
  wave_Preview: { ...COMMON, Direction: ["String", true] },
  wave_StartRun: {
    OperationId: ["Guid", false],
    Mapping: ["Guid", true],
    Kind: ["String", true],
    Run: ["Guid", true],
    Language: ["Integer", true],
  },
  wave_UndoRun: {
    OperationId: ["Guid", false],
    Run: ["Guid", false],
    Mode: ["String", true],
    After: ["String", true],
    Language: ["Integer", true],
  },
  wave_Resolve: {
    OperationId: ["Guid", false],
    Issue: ["Guid", true],
    Table: ["String", true],
    RecordId: ["Guid", true],
    Decision: ["String", false],
    Language: ["Integer", true],
  },
  wave_Mail: {
    OperationId: ["Guid", false],
    Action: ["String", false],
    Table: ["String", true],
    RecordId: ["Guid", true],
    Query: ["String", true],
    Language: ["Integer", true],
  },
  wave_Describe: {
    OperationId: ["Guid", false],
    Connection: ["Guid", true],
    Mapping: ["Guid", true],
    MatchRules: ["String", true],
    Preview: ["Boolean", true],
    Language: ["Integer", true],
  },
  wave_Setup: {
    OperationId: ["Guid", false],
    Action: ["String", false],
    System: ["String", true],
    Key: ["String", true],
    Language: ["Integer", true],
  },
};
const LANGUAGES = ["1031", "1033", "1036", "3082"];

/** Whoever may change records may sync them and decide on them; runs go over everybody's records. */
const NEEDED: Readonly<Record<string, string>> = {
  wave_StartRun: "prvWritewave_Run",
  wave_UndoRun: "prvWritewave_Run",
  // For whoever maps, and for nobody else.
  wave_Describe: "prvWritewave_Mapping",
  wave_Setup: "prvCreatewave_Connection",
};

test.each(APIS)(
  "$path: a public action, for those who may create an operation or change runs, open to a webhook",
  ({ path, root }) => {
    expect(textOf(root, "isfunction")).toBe("0");
    expect(textOf(root, "isprivate")).toBe("0");
    expect(textOf(root, "bindingtype")).toBe("0");
    expect(textOf(root, "allowedcustomprocessingsteptype")).toBe("2");
    expect(textOf(root, "executeprivilegename")).toBe(
      NEEDED[path.split("/")[1]!] ?? "prvCreatewave_Operation",
    );
    expect(child(root, "plugintypeid")).toBeUndefined();
  },
);

test.each(Object.entries(PARAMETERS))("%s takes the parameters its callers send", (name, expected) => {
  const files = xmlFiles(new RegExp(`^customapis/${name}/customapirequestparameters/`));
  const actual = files.map(({ root }) => [
    root.getAttribute("uniquename"),
    [textOf(root, "type"), textOf(root, "isoptional")],
  ]);
  const wanted = Object.entries(expected).map(([parameter, [type, optional]]) => [
    parameter,
    [TYPES[type], optional ? "1" : "0"],
  ]);
  expect(Object.fromEntries(actual)).toEqual(Object.fromEntries(wanted));
  for (const { path, root } of files) {
    expect(path.split("/")[3]).toBe(root.getAttribute("uniquename"));
    expect(textOf(root, "name")).toBe(`${name}.${root.getAttribute("uniquename")}`);
  }
});

test.each(xmlFiles(/^customapis\//))("$path: name and description are in every language", ({ root }) => {
  for (const tag of ["displayname", "description"]) {
    const texts = child(root, tag)!;
    const labels = children(texts, "label");
    expect(labels.map((label) => label.getAttribute("languagecode")).sort()).toEqual(LANGUAGES);
    expect(new Set(labels.map((label) => label.getAttribute("description"))).has("")).toBe(false);
    expect(texts.getAttribute("default")).toBe(labels[0]!.getAttribute("description"));
  }
});

test("no Custom API has response properties: a webhook's answer cannot fill them", () => {
  expect(xmlFiles(/customapiresponseproperties/)).toEqual([]);
});

test("each Custom API gets one synchronous step after the operation, registered when connecting", () => {
  expect(API_STEPS.map((step) => step.message).sort()).toEqual(
    Object.values(api)
      .map((it) => it.name)
      .sort(),
  );
  for (const { table, mode, stage } of API_STEPS) expect([table, mode, stage]).toEqual([null, 0, 40]);
  expect(new Set(API_STEPS.map((step) => step.id)).size).toBe(API_STEPS.length);
});

test("no step of the zip names its message: no export of the platform has such a webhook step", () => {
  expect(registered.map(({ root }) => textOf(root, "SdkMessageName"))).toEqual(registered.map(() => ""));
  for (const { path, root } of registered) {
    expect(path).toBe(`SdkMessageProcessingSteps/${root.getAttribute("SdkMessageProcessingStepId")}.xml`);
    expect(textOf(root, "EventHandlerTypeCode")).toBe("4618");
    expect(bare(textOf(root, "EventHandler"))).toBe(serviceEndpoint.id);
  }
  expect(steps.map((it) => it.id).sort()).toEqual(
    registered.map(({ root }) => bare(root.getAttribute("SdkMessageProcessingStepId"))).sort(),
  );
});

test("the endpoint is a webhook with a header, and ships neither an address nor a secret", () => {
  expect(textOf(endpoint, "Contract")).toBe("8");
  expect(textOf(endpoint, "AuthType")).toBe("5");
  expect(new URL(textOf(endpoint, "Url")).hostname).toBe("connector.invalid");
  expect(child(endpoint, "AuthValue")).toBeUndefined();
});
