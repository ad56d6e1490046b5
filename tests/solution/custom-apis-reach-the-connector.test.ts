import { api, serviceEndpoint, steps } from "../../core/generated/schema";
import { child, textOf } from "../../scripts/solution/xml";
import { bare, xmlFiles } from "./support/solution";

const APIS = xmlFiles(/^customapis\/[^/]+\/customapi\.xml$/);
const endpoint = child(xmlFiles(/ServiceEndpoints\.xml$/)[0]!.root, "ServiceEndpoint")!;
const registered = xmlFiles(/^SdkMessageProcessingSteps\//);

const TYPES = { Integer: "7", String: "10", StringArray: "11", Guid: "12" } as const;
const COMMON: Record<string, readonly [type: keyof typeof TYPES, optional: boolean]> = {
  OperationId: ["Guid", false],
  Table: ["String", false],
  RecordIds: ["StringArray", false],
  Connection: ["Guid", true],
  Language: ["Integer", true],
  Values: ["String", true],
};
const PARAMETERS: Record<string, typeof COMMON> = {
  wave_Push: COMMON,
  wave_Pull: COMMON,
  wave_Preview: { ...COMMON, Direction: ["String", true] },
};

test.each(APIS)(
  "$path: a public action, for those who may create an operation, open to a webhook",
  ({ root }) => {
    expect(textOf(root, "isfunction")).toBe("0");
    expect(textOf(root, "isprivate")).toBe("0");
    expect(textOf(root, "bindingtype")).toBe("0");
    expect(textOf(root, "allowedcustomprocessingsteptype")).toBe("2");
    expect(textOf(root, "executeprivilegename")).toBe("prvCreatewave_Operation");
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

test("no Custom API has response properties: a webhook's answer cannot fill them", () => {
  expect(xmlFiles(/customapiresponseproperties/)).toEqual([]);
});

test("each Custom API has one synchronous step after the operation, handled by the webhook", () => {
  expect(registered.map(({ root }) => textOf(root, "SdkMessageName")).sort()).toEqual(
    Object.values(api)
      .map((it) => it.name)
      .sort(),
  );
  for (const { path, root } of registered) {
    expect(path).toBe(`SdkMessageProcessingSteps/${root.getAttribute("SdkMessageProcessingStepId")}.xml`);
    expect([textOf(root, "Mode"), textOf(root, "Stage"), textOf(root, "EventHandlerTypeCode")]).toEqual([
      "0",
      "40",
      "4618",
    ]);
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
