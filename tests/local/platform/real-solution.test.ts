import { randomUUID } from "node:crypto";
import { builtSolution, startEnvironment, type Environment } from "./support/environment";
import { startReceiver, type Receiver } from "./support/receiver";
import { registerStepOn } from "./support/steps";

const ENDPOINT = "f915d99f-f885-58eb-a27c-eb9598ca1e98";
const SECRET = "s3cret & <more>";
const SETTINGS = '<settings><setting name="x-wave-sync-key" value="s3cret &amp; &lt;more&gt;"/></settings>';

describe("the built solution, imported over HTTP into a fresh environment", () => {
  let environment: Environment;
  let receiver: Receiver;
  let sellerId: string;

  beforeAll(async () => {
    environment = await startEnvironment();
    receiver = await startReceiver();
    const imported = await environment.import(builtSolution());
    expect([imported.status, imported.text]).toEqual([204, ""]);
    expect((await environment.call("POST", "PublishAllXml", { body: {} })).status).toBe(204);
    await environment.platform.drain();
    const endpoint = await environment.call("PATCH", `serviceendpoints(${ENDPOINT})`, {
      as: "connector",
      body: { url: receiver.url, authvalue: SETTINGS },
    });
    expect([endpoint.status, endpoint.text]).toEqual([204, ""]);
    // As connecting does: the steps of the Custom APIs do not come with the solution.
    await registerStepOn(environment, ENDPOINT, { message: "wave_Push" }, "connector");
    sellerId = (await environment.call("GET", "WhoAmI", { as: "seller" })).json.UserId;
  });
  beforeEach(() => {
    receiver.calls.length = 0;
    receiver.answer(200);
  });
  afterAll(async () => {
    await receiver.close();
    await environment.close();
  });

  const push = (body: Record<string, unknown>, as: "seller" | "admin" | "connector" = "seller") =>
    environment.call("POST", "wave_Push", { as, body });
  const request = () => ({ OperationId: randomUUID(), Table: "contact", RecordIds: [randomUUID()] });

  it("answers 204 to wave_Push and hands the call to the connector with secret, headers and context", async () => {
    const body = request();
    expect((await push(body)).status).toBe(204);
    expect(receiver.calls).toHaveLength(1);
    const [call] = receiver.calls;
    expect(call?.headers).toMatchObject({
      "x-wave-sync-key": SECRET,
      "content-type": "application/json",
      "x-ms-dynamics-organization": new URL(environment.url).host,
      "x-ms-dynamics-request-name": "wave_Push",
      "x-ms-dynamics-entity-name": "none",
    });
    expect(call?.headers["x-ms-correlation-request-id"]).toBe(call?.context.CorrelationId);
    expect(call?.headers).not.toHaveProperty("x-ms-dynamics-msg-size-exceeded");
    expect(call?.context).toMatchObject({
      MessageName: "wave_Push",
      Stage: 40,
      Mode: 0,
      UserId: sellerId,
      InitiatingUserId: sellerId,
      PrimaryEntityName: "none",
      InputParameters: [
        { key: "OperationId", value: body.OperationId },
        { key: "RecordIds", value: body.RecordIds },
        { key: "Table", value: "contact" },
      ],
    });
  });

  it("answers 400 0x80050201 when the connector answers 500, and nothing is left of the call", async () => {
    receiver.answer(500);
    const { store } = environment.platform.dataverse.kernel;
    const before = store.version;
    const answer = await push(request());
    expect(store.version).toBe(before);
    expect(answer.status).toBe(400);
    expect(answer.json.error.code).toBe("0x80050201");
    expect(answer.json.error.message).toContain("non-success httpStatus code");
  });

  it("refuses a call without a required parameter, with a wrong type or an unknown parameter, before the connector hears of it", async () => {
    const { Table: _table, ...withoutTable } = request();
    const answers = await Promise.all([
      push(withoutTable),
      push({ ...request(), RecordIds: "one" }),
      push({ ...request(), OperationId: "no guid" }),
      push({ ...request(), Colour: "blue" }),
    ]);
    expect(answers.map((answer) => answer.status)).toEqual([400, 400, 400, 400]);
    expect(answers[0]?.json.error.message).toContain("Required field 'Table' is missing");
    expect(receiver.calls).toHaveLength(0);
  });

  it("refuses a caller without the execute privilege", async () => {
    const roles = await environment.call(
      "GET",
      `systemusers(${sellerId})/systemuserroles_association?$select=roleid,name`,
    );
    const waveRole = roles.json.value.find((role: { name: string }) => role.name === "Wave Sync User");
    const link = `systemusers(${sellerId})/systemuserroles_association`;
    expect((await environment.call("DELETE", `${link}(${waveRole.roleid})/$ref`)).status).toBe(204);
    const refused = await push(request());
    expect(refused.status).toBe(403);
    expect(refused.json.error.code).toBe("0x80040220");
    expect(refused.json.error.message).toContain("is missing prvCreatewave_Operation privilege");
    const given = await environment.call("POST", `${link}/$ref`, {
      body: { "@odata.id": `${environment.url}/api/data/v9.2/roles(${waveRole.roleid})` },
    });
    expect(given.status).toBe(204);
    expect((await push(request())).status).toBe(204);
  });

  it("has its alternate keys active, and gives its roles to the local identities", async () => {
    for (const [table, names] of Object.entries({
      contact: ["wave_contactexternalkey"],
      wave_link: ["wave_linkexternalkey", "wave_linkrecordkey"],
    })) {
      const path = `EntityDefinitions(LogicalName='${table}')/Keys?$select=LogicalName,EntityKeyIndexStatus`;
      const { json } = await environment.call("GET", path);
      expect(json.value).toEqual(
        expect.arrayContaining(
          names.map((LogicalName) =>
            expect.objectContaining({ LogicalName, EntityKeyIndexStatus: "Active" }),
          ),
        ),
      );
    }
    const roles = async (id: string) =>
      (await environment.call("GET", `systemusers(${id})/systemuserroles_association?$select=name`)).json
        .value;
    const connector = (await environment.call("GET", "WhoAmI", { as: "connector" })).json.UserId;
    expect(await roles(sellerId)).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: "Wave Sync User" })]),
    );
    const given = ((await roles(connector)) as { name: string }[]).map(({ name }) => name).sort();
    expect(given).toEqual(["Lead Sync", "Wave Sync Connector", "Wave Sync Connector Deletes"]);
  });

  it("imported again unmanaged, it overwrites the connector's address; the secret and the registered step stay", async () => {
    expect((await environment.import(builtSolution())).status).toBe(204);
    const { json } = await environment.call(
      "GET",
      `serviceendpoints(${ENDPOINT})?$select=url,isauthvalueset`,
    );
    expect(json).toMatchObject({ url: "https://connector.invalid/dataverse/webhook", isauthvalueset: true });
    await environment.call("PATCH", `serviceendpoints(${ENDPOINT})`, {
      as: "connector",
      body: { url: receiver.url },
    });
    expect((await push(request())).status).toBe(204);
    expect(receiver.calls[0]?.headers["x-wave-sync-key"]).toBe(SECRET);
  });

  it("imports as the managed zip too, in another environment", async () => {
    const other = await startEnvironment();
    expect((await other.import(builtSolution("managed"))).status).toBe(204);
    const forms = await other.call(
      "GET",
      "systemforms?$select=ismanaged&$filter=objecttypecode eq 'contact'",
    );
    expect(forms.json.value).toMatchObject([{ ismanaged: true }]);
    await other.close();
  });

  it("shows in $metadata what it brought", async () => {
    const { text } = await environment.call("GET", "$metadata", { headers: { Accept: "application/xml" } });
    expect(text).toContain('<Action Name="wave_Push"');
    expect(text).toContain('EntityType Name="wave_link"');
  });
});
