import { randomUUID } from "node:crypto";
import type { ConnectResponse } from "../../../connector/connect/admin-api";
import { ENGINY_SANDBOX_KEY } from "../../../local/sandboxes/enginy";
import { Browser, makeLink, openLink, start } from "../../connector/sign-in/support/browser";
import {
  adminCall,
  connectRequest,
  runConnector,
  type TestConnector,
} from "../../connector/support/connector";
import { startDynamics, type Dynamics } from "../../connector/support/dynamics";

// "You can only have one CRM integration active at a time. If another CRM is already active, disable it first."

const MANY = 100_000;

describe("Enginy's set-up: one CRM at a time", () => {
  let dynamics: Dynamics;
  let other: Dynamics;
  let connector: TestConnector;
  const request = (change: object = {}, at = dynamics) =>
    connectRequest(at, {
      system: "enginy",
      enginy: {
        apiBaseUrl: `${dynamics.url}/sandboxes/enginy/api`,
        apiKey: ENGINY_SANDBOX_KEY,
        requestsPerMinute: MANY,
        ...change,
      },
    });
  const connect = async (change: object = {}, at = dynamics) =>
    (await adminCall(connector, "/connect", request(change, at))) as unknown as {
      status: number;
      body: ConnectResponse & { error: { code: string; message: string; nextStep: string } };
    };
  const madeIn = ({ rows }: Dynamics) => rows("wave_connection").length + rows("wave_mapping").length;
  const crm = () => dynamics.enginy.crm;
  const codes = ({ warnings }: ConnectResponse) => warnings.map(({ code }) => code);

  beforeAll(async () => {
    [dynamics, other] = await Promise.all([startDynamics(), startDynamics({ organizationId: randomUUID() })]);
    dynamics.enginy.limits.set(MANY);
    connector = await runConnector();
  });
  afterEach(() => {
    crm().other = null;
    dynamics.enginy.switches.set({ ownAddresses: "taken" });
  });
  afterAll(async () => {
    await connector?.close();
    await Promise.all([dynamics?.close(), other?.close()]);
  });

  describe("before anything is made", () => {
    it("another active CRM is named, and what to do", async () => {
      crm().other = "HubSpot";
      const { body, status } = await connect();
      expect([status, body.error.code]).toEqual([409, "CRM_TAKEN"]);
      expect(body.error.message).toContain("HubSpot is the active CRM");
      expect(body.error.nextStep).toContain("Disable that one in Enginy under Integrations");
      expect(body.error.nextStep).toContain("--enginy-crm no");
      expect(madeIn(dynamics)).toBe(0);
      expect(crm().settings).toBeNull();
    });

    it.each([
      ["de", "hat bereits ein anderes CRM"],
      ["fr", "utilise déjà un autre CRM"],
      ["es", "ya tiene otro CRM"],
    ])("whoever signs in is told so in her language: %s", async (language, words) => {
      crm().other = "HubSpot";
      const browser = new Browser(language);
      const { url: link } = await makeLink(connector, dynamics, request());
      await openLink(browser, link);
      const { location } = await start(browser, link, dynamics.url);
      const page = await browser.get(await browser.choose(location!, "admin"));
      expect(page.text).toContain(words);
      expect(page.text).toContain("HubSpot");
      expect(madeIn(dynamics)).toBe(0);
    });

    it.each([
      ["a wrong key", { apiKey: "gsk_wrong" }, "SYSTEM_REFUSED"],
      ["an Enginy that is away", { apiBaseUrl: "http://127.0.0.1:9/api" }, "SYSTEM_UNREACHABLE"],
    ])("%s is told", async (_what, change, code) => {
      const { body } = await connect(change);
      expect(body.error.code).toBe(code);
      expect(body.error.nextStep).not.toBe("");
      expect(madeIn(dynamics)).toBe(0);
    });

    it("where the admin wants no CRM of it, none is asked for", async () => {
      crm().other = "HubSpot";
      const { body, status } = await connect({ customCrm: "no" });
      expect([status, codes(body)]).toEqual([200, []]);
      expect(crm().settings).toBeNull();
    });
  });

  describe("connecting", () => {
    it("that Enginy cannot reach is told, and works without", async () => {
      dynamics.enginy.switches.set({ ownAddresses: "refused" });
      const { body, status } = await connect();
      expect([status, codes(body)]).toEqual([200, expect.arrayContaining(["CRM_NOT_JOINED"])]);
      const warning = body.warnings.find(({ code }) => code === "CRM_NOT_JOINED");
      expect(warning!.nextStep).toContain("wave-sync system-key");
      expect(crm().settings).toBeNull();
    });

    it("makes Dynamics the CRM of Enginy, without a key being copied, and links lead to the rows", async () => {
      const { body } = await connect();
      expect(codes(body)).toEqual([]);
      const { apiKey, ...settings } = crm().settings!;
      expect(settings).toEqual({
        baseUrl: `${new URL(body.eventsUrl).origin}/systems/enginy/${body.environmentId}`,
        apiKeyHeader: "x-api-key",
        contactLinkTemplate: `${dynamics.url}/main.aspx?pagetype=entityrecord&etn=contact&id={{crmId}}`,
        companyLinkTemplate: `${dynamics.url}/main.aspx?pagetype=entityrecord&etn=account&id={{crmId}}`,
      });
      const healthy = await fetch(`${settings.baseUrl}/health`, { headers: { "x-api-key": apiKey } });
      const stranger = await fetch(`${settings.baseUrl}/health`, { headers: { "x-api-key": "another" } });
      expect([healthy.status, stranger.status]).toEqual([200, 401]);
    });

    it("again with the same input changes nothing", async () => {
      const before = crm().settings!.apiKey;
      await connect();
      expect(crm().settings!.apiKey).toBe(before);
    });

    it("a workspace to another environment is refused with the name of the first", async () => {
      const { body, status } = await connect({}, other);
      expect([status, body.error.code]).toEqual([409, "CRM_ELSEWHERE"]);
      expect(body.error.message).toContain(new URL(dynamics.url).host);
      expect(madeIn(other)).toBe(0);
    });

    it("disabling and enabling keep the settings", async () => {
      const mapping = dynamics.rows("wave_mapping")[0]!;
      const wave_fieldmap = String(mapping.values.wave_fieldmap).replace("jobtitle", "department");
      await dynamics.as("admin", "PATCH", `wave_mappings(${mapping.id})`, { wave_fieldmap });
      const former = crm().settings!;
      await adminCall(connector, "/disconnect", { dataverseUrl: dynamics.url });
      const gone = await fetch(`${former.baseUrl}/health`, { headers: { "x-api-key": former.apiKey } });
      expect(gone.status).toBe(401);
      // Now it is free for another environment, and that one's when the first comes back.
      expect((await connect({}, other)).status).toBe(200);
      expect((await connect()).body.error.code).toBe("CRM_ELSEWHERE");
      await adminCall(connector, "/disconnect", { dataverseUrl: other.url });
      expect((await connect()).status).toBe(200);
      expect(crm().settings!.apiKey).not.toBe(former.apiKey);
      expect(dynamics.rows("wave_mapping").find(({ id }) => id === mapping.id)!.values.wave_fieldmap).toBe(
        wave_fieldmap,
      );
    });
  });
});
