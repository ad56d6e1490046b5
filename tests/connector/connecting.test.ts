import { api, ConnectionStatus, serviceEndpoint } from "../../core/generated/schema";
import type { AdminFailure, ConnectResponse, EnvironmentView } from "../../connector/connect/admin-api";
import { EMPTY_CONTACT, type WaveContact } from "../../local/sandboxes/wave";
import {
  connectRequest,
  connectTo,
  importAll,
  operate,
  runConnector,
  type TestConnector,
} from "./support/connector";
import { importSolution, startDynamics, type Dynamics } from "./support/dynamics";

describe("connecting", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;

  beforeAll(async () => {
    dynamics = await startDynamics({ withSolution: false });
    connector = await runConnector();
  });

  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const refused = async (body: object) => {
    const answer = await connector.admin("/connect", body);
    const { error } = answer.body as unknown as AdminFailure;
    expect(error.message.length).toBeGreaterThan(10);
    expect(error.nextStep.length).toBeGreaterThan(5);
    return { status: answer.status, code: error.code };
  };

  it("needs the admin key", async () => {
    for (const authorization of [
      undefined,
      "Bearer wrong",
      `Basic ${connector.adminKey}`,
      connector.adminKey,
    ]) {
      const headers: Record<string, string> = authorization ? { authorization } : {};
      const answer = await fetch(`${connector.adminUrl}/admin/status`, { headers });
      expect(answer.status).toBe(401);
      expect(((await answer.json()) as AdminFailure).error.code).toBe("WRONG_ADMIN_KEY");
    }
  });

  it("asks for the solution first", async () => {
    const asAdmin = connectRequest(dynamics, { clientId: "admin" });
    expect(await refused(asAdmin)).toEqual({ status: 409, code: "SOLUTION_MISSING" });
    // Without the solution there is no role to give either: the connector's own user may not even look.
    expect(await refused(connectRequest(dynamics))).toEqual({ status: 409, code: "ROLE_MISSING" });
  });

  it.each([
    ["a host that is no Dynamics", { dataverseUrl: "https://example.com" }, 400, "URL_NOT_DYNAMICS"],
    ["plain http", { dataverseUrl: "http://contoso.crm4.dynamics.com" }, 400, "URL_NOT_HTTPS"],
    [
      "a foreign sign-in service",
      { authority: "https://login.evil.example/tenant" },
      400,
      "AUTHORITY_NOT_ALLOWED",
    ],
    ["no tenant", { authority: undefined }, 400, "TENANT_MISSING"],
    ["a wrong client secret", { clientSecret: "wrong" }, 409, "SIGN_IN_REFUSED"],
    ["an empty client id", { clientId: "" }, 400, "BAD_INPUT"],
    ["an unknown system", { system: "sap" as "wave" }, 400, "BAD_INPUT"],
    [
      "an environment that is not there",
      { dataverseUrl: "http://127.0.0.1:9", authority: "http://127.0.0.1:9/local" },
      502,
      "DYNAMICS_UNREACHABLE",
    ],
  ])("refuses %s", async (_name, changes, status, code) => {
    expect(await refused(connectRequest(dynamics, changes))).toEqual({ status, code });
  });

  it("does not send the client secret to a local sign-in service for an environment elsewhere", async () => {
    const request = connectRequest(dynamics, { dataverseUrl: "https://contoso.crm4.dynamics.com" });
    expect(await refused(request)).toEqual({ status: 400, code: "AUTHORITY_NOT_ALLOWED" });
  });

  describe("with the solution", () => {
    let first: ConnectResponse;

    beforeAll(async () => {
      await importSolution(dynamics);
      first = await connectTo(connector, dynamics);
    });

    it("refuses a wrong key of Wave, and Wave being away", async () => {
      const wave = connectRequest(dynamics).wave as object;
      expect(await refused(connectRequest(dynamics, { wave: { ...wave, apiKey: "wrong" } }))).toEqual({
        status: 409,
        code: "SYSTEM_REFUSED",
      });
      const away = { ...wave, apiBaseUrl: "http://127.0.0.1:9/v1" };
      expect(await refused(connectRequest(dynamics, { wave: away }))).toEqual({
        status: 502,
        code: "SYSTEM_UNREACHABLE",
      });
    });

    it("refuses an application user without the connector's role", async () => {
      expect(await refused(connectRequest(dynamics, { clientId: "seller" }))).toEqual({
        status: 409,
        code: "ROLE_MISSING",
      });
    });

    it("seeds the connection and its mapping", () => {
      expect(first).toMatchObject({ solutionVersion: "0.1.0.0", warnings: [] });
      expect([...first.stepsRegistered].sort()).toEqual(
        Object.values(api)
          .map(({ name }) => `${serviceEndpoint.name}: ${name}`)
          .sort(),
      );
      const [connection] = dynamics.rows("wave_connection");
      expect(connection).toMatchObject({ id: first.connectionId });
      expect(connection!.values).toMatchObject({ wave_connectionstatus: ConnectionStatus.Connected });
      const [mapping] = dynamics.rows("wave_mapping");
      expect(mapping).toMatchObject({ id: first.mappings[0]!.id, values: { wave_table: "contact" } });
      expect(JSON.parse(String(mapping!.values.wave_fieldmap)).lines).toHaveLength(9);
    });

    it("changes nothing the second time, and leaves what an admin has changed", async () => {
      const renamed = await dynamics.as("admin", "PATCH", `wave_mappings(${first.mappings[0]!.id})`, {
        wave_name: "Our contacts",
      });
      expect(renamed.status).toBe(204);
      const authvalue = dynamics.rows("serviceendpoint")[0]!.values.authvalue;
      const second = await connectTo(connector, dynamics);
      expect(second).toEqual({ ...first, stepsRegistered: [] });
      expect(dynamics.rows("wave_connection")).toHaveLength(1);
      expect(dynamics.rows("wave_mapping").map((row) => row.values.wave_name)).toEqual(["Our contacts"]);
      expect(dynamics.rows("serviceendpoint")[0]!.values.authvalue).toBe(authvalue);
    });

    it("registers a step that is missing", async () => {
      const step = dynamics
        .rows("sdkmessageprocessingstep")
        .find((row) => String(row.values.name).includes("wave_Pull"))!;
      await dynamics.platform.dataverse.remove("sdkmessageprocessingstep", step.id);
      const again = await connectTo(connector, dynamics);
      expect(again.stepsRegistered).toEqual([step.values.name]);
      const registered = dynamics.rows("sdkmessageprocessingstep").find((row) => row.id === step.id)!;
      expect(registered.values).toMatchObject({ mode: 0, stage: 40 });
    });

    it("ends with no secret left, the registered steps removed, and no record deleted", async () => {
      const now = "2026-01-05T09:00:00.000Z";
      dynamics.wave.store.load([
        { ...EMPTY_CONTACT, id: "w1", lastName: "Stays", createdAt: now, updatedAt: now } as WaveContact,
      ]);
      await importAll(connector);
      const answer = await connector.admin("/disconnect", { dataverseUrl: dynamics.url });
      expect(answer.status).toBe(200);
      const [environment] = (answer.body as unknown as { environments: EnvironmentView[] }).environments;
      expect(environment).toMatchObject({ status: "disconnected" });
      expect(dynamics.rows("contact")).toHaveLength(1);
      expect(dynamics.rows("wave_link")).toHaveLength(1);
      const [endpoint] = dynamics.rows("serviceendpoint");
      expect(endpoint!.values).toMatchObject({
        url: "https://connector.invalid/dataverse/webhook",
        authvalue: "<settings></settings>",
      });
      expect(dynamics.rows("wave_connection")[0]!.values.wave_connectionstatus).toBe(
        ConnectionStatus.Disconnected,
      );
      const left = dynamics.rows("sdkmessageprocessingstep").map(({ values }) => values);
      expect(left.filter(({ name }) => String(name).includes("wave_"))).toEqual([]);
      // Those that came with the solution stay, switched off.
      expect(left.map(({ statecode }) => statecode)).toEqual([1, 1, 1, 1]);
      expect((await connector.admin("/runs", { kind: "firstImport" })).status).toBe(404);
      expect((await connector.admin("/disconnect", { dataverseUrl: dynamics.url })).status).toBe(404);
    });

    it("goes on where it ended when connected again", async () => {
      await connectTo(connector, dynamics);
      expect((await importAll(connector)).counts).toMatchObject({ created: 0, unchanged: 1 });
      const done = await operate(dynamics, "wave_Push", {
        ids: [dynamics.rows("contact")[0]!.id],
        as: "admin",
      });
      expect(done.result.records[0]!.outcome).toBe("unchanged");
    });
  });
});
