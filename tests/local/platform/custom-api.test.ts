import { startEnvironment, type Environment } from "./support/environment";
import { startReceiver, type Receiver } from "./support/receiver";
import { customApi, packSolution, type ApiParts } from "./support/small-solution";
import { registerStep } from "./support/steps";

const GUID = "11111111-2222-3333-4444-555555555555";
const EMPTY_GUID = "00000000-0000-0000-0000-000000000000";

/** docs: custom-api, customapi-table-columns; facts: custom API, 1.3 */
describe("a Custom API", () => {
  let environment: Environment;
  let receiver: Receiver;
  beforeEach(async () => {
    environment = await startEnvironment();
    receiver = await startReceiver();
  });
  afterEach(async () => {
    await receiver.close();
    await environment.close();
  });

  const bring = async (parts: ApiParts, name = "sml_Do"): Promise<void> => {
    const answer = await environment.import(packSolution({ files: customApi(name, parts) }));
    expect([answer.status, answer.text]).toEqual([204, ""]);
  };
  const post = (body: unknown, path = "sml_Do") => environment.call("POST", path, { body });

  it("without response properties answers 204, with or without the namespace", async () => {
    await bring({});
    expect((await post({})).status).toBe(204);
    expect((await post({}, "Microsoft.Dynamics.CRM.sml_Do")).status).toBe(204);
  });

  it("without a plug-in answers each property with the default of its type", async () => {
    await bring({ response: { Text: 10, Count: 7, Done: 0, Id: 12, Names: 11 } });
    const answer = await post({});
    expect(answer.status).toBe(200);
    expect(answer.json).toEqual({
      "@odata.context": `${environment.url}/api/data/v9.2/$metadata#Microsoft.Dynamics.CRM.sml_DoResponse`,
      Text: null,
      Count: 0,
      Done: false,
      Id: EMPTY_GUID,
      Names: [],
    });
  });

  it("that is a function is called with GET and its parameters; POST is 404", async () => {
    await bring({ isFunction: true, parameters: { Text: [10, false] }, response: { Count: 7 } });
    const answer = await environment.call("GET", "sml_Do(Text=@p)?@p='x'");
    expect(answer.json).toMatchObject({ Count: 0 });
    expect((await post({ Text: "x" })).status).toBe(404);
  });

  it("that is a function without response properties is not found (0x8006088a)", async () => {
    await bring({ isFunction: true });
    const answer = await environment.call("GET", "sml_Do()");
    expect([answer.status, answer.json.error.code]).toEqual([404, "0x8006088a"]);
  });

  it("that is an action is no function: GET is 404", async () => {
    await bring({});
    expect((await environment.call("GET", "sml_Do")).status).toBe(404);
  });

  it("that is private is not in $metadata, and can be called", async () => {
    await bring({ isPrivate: true });
    const metadata = await environment.call("GET", "$metadata", { headers: { Accept: "application/xml" } });
    expect(metadata.text).not.toContain("sml_Do");
    expect((await post({})).status).toBe(204);
  });

  it("bound to a table is called on a row, which its steps are told", async () => {
    await bring({ binding: 1, boundTable: "contact", parameters: { Text: [10, false] } });
    await registerStep(environment, receiver.url, { message: "sml_Do" });
    const created = await environment.call("POST", "contacts", { body: { lastname: "Doe" } });
    const id = /\(([0-9a-f-]+)\)$/.exec(created.headers.get("odata-entityid") ?? "")?.[1];
    expect((await post({ Text: "x" }, `contacts(${id})/Microsoft.Dynamics.CRM.sml_Do`)).status).toBe(204);
    expect(receiver.calls[0]?.context.InputParameters).toMatchObject([
      { key: "Target", value: { Id: id, LogicalName: "contact" } },
      { key: "Text", value: "x" },
    ]);
    expect((await post({ Text: "x" })).status).toBe(404);
  });

  it("passes each type of parameter on in the platform's form", async () => {
    await bring({
      parameters: {
        ABoolean: [0, true],
        BDate: [1, true],
        CDecimal: [2, true],
        DReference: [5, true],
        EInteger: [7, true],
        FMoney: [8, true],
        GChoice: [9, true],
        HText: [10, true],
        ITexts: [11, true],
        JGuid: [12, true],
      },
    });
    await registerStep(environment, receiver.url, { message: "sml_Do" });
    const answer = await post({
      ABoolean: true,
      BDate: "2026-01-05T09:00:00Z",
      CDecimal: 1.5,
      DReference: { "@odata.type": "Microsoft.Dynamics.CRM.contact", contactid: GUID },
      EInteger: 7,
      FMoney: 9.99,
      GChoice: 3,
      HText: "x",
      ITexts: ["a", "b"],
      JGuid: GUID.toUpperCase(),
    });
    expect([answer.status, answer.text]).toEqual([204, ""]);
    const sent = Object.fromEntries(
      receiver.calls[0]?.context.InputParameters.map(({ key, value }: { key: string; value: unknown }) => [
        key,
        value,
      ]),
    );
    expect(sent).toMatchObject({
      ABoolean: true,
      BDate: "/Date(1767603600000)/",
      CDecimal: 1.5,
      DReference: { __type: expect.stringContaining("EntityReference:"), Id: GUID, LogicalName: "contact" },
      EInteger: 7,
      FMoney: { __type: expect.stringContaining("Money:"), Value: 9.99 },
      GChoice: { __type: expect.stringContaining("OptionSetValue:"), Value: 3 },
      HText: "x",
      ITexts: ["a", "b"],
      JGuid: GUID,
    });
  });

  it.each<[string, unknown]>([
    ["no number where one should be", { Count: "1" }],
    ["a broken number for a whole one", { Count: 1.5 }],
    ["a list of numbers for texts", { Names: [1] }],
    ["a text that is no GUID", { Id: "x" }],
    ["a parameter it does not have", { Other: 1 }],
    ["nothing where something is required", {}],
  ])("refuses %s, before its steps hear of it", async (_name, body) => {
    await bring({ parameters: { Count: [7, false], Names: [11, true], Id: [12, true] } });
    await registerStep(environment, receiver.url, { message: "sml_Do" });
    const given =
      typeof body === "object" && body !== null && Object.keys(body).length > 0
        ? { Count: 1, ...body }
        : body;
    const answer = await post(given);
    expect(answer.status).toBe(400);
    expect(receiver.calls).toEqual([]);
    expect((await post({ Count: 1 })).status).toBe(204);
  });

  describe("steps on it (AllowedCustomProcessingStepType)", () => {
    const register = (mode: number) => registerStep(environment, receiver.url, { message: "sml_Do", mode });

    it("0: none", async () => {
      await bring({ allowedSteps: 0 });
      await expect(register(0)).rejects.toThrow("is not allowed on the specified message");
      await expect(register(1)).rejects.toThrow("is not allowed on the specified message");
    });

    it("1: asynchronous ones", async () => {
      await bring({ allowedSteps: 1 });
      await expect(register(0)).rejects.toThrow("is not allowed on the specified message");
      await register(1);
      expect((await post({})).status).toBe(204);
      await environment.platform.drain();
      expect(receiver.calls).toHaveLength(1);
    });

    it("2: both, at each stage", async () => {
      await bring({ allowedSteps: 2 });
      for (const stage of [10, 20, 40])
        await registerStep(environment, receiver.url, { message: "sml_Do", stage });
      await register(1);
      await post({});
      await environment.platform.drain();
      expect(receiver.calls.map((call) => [call.context.Stage, call.context.Mode])).toEqual([
        [10, 0],
        [20, 0],
        [40, 0],
        [40, 1],
      ]);
    });
  });
});
