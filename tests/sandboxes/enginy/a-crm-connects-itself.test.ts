import { startCrm, type Crm } from "./a-crm";
import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
let crm: Crm;
beforeEach(async () => {
  [s, crm] = await Promise.all([enginyAndCaller(), startCrm()]);
});
afterEach(() => Promise.all([s.close(), crm.close()]));

const ask = (what: "test" | "connect", more: object = {}) =>
  s.call("POST", `/api/v1/custom-crm/${what}`, { baseUrl: crm.url, apiKey: "their key", ...more });
const state = async () => (await s.call("GET", "/control/crm")).body;

describe("a Custom CRM", () => {
  it("is tested by its health, with its key in its header, and not connected by that", async () => {
    expect((await ask("test", { apiKeyHeader: "X-Their-Key" })).body).toMatchObject({ status: "success" });
    expect(crm.received).toMatchObject([
      { method: "GET", path: "/crm/health", headers: { "x-their-key": "their key" } },
    ]);
    expect(await state()).toMatchObject({ connected: false });
  });

  it("is connected after its health was looked at, and its users are asked for once", async () => {
    const { body, status } = await ask("connect", { contactLinkTemplate: "https://crm.test/{{crmId}}" });
    expect(status).toBe(200);
    expect(body).toMatchObject({ data: { baseUrl: crm.url, apiKeyHeader: "X-API-Key" } });
    expect(JSON.stringify([body, await state()])).not.toContain("their key");
    expect(await state()).toMatchObject({ connected: true, baseUrl: crm.url });
    expect(crm.received.map(({ path }) => path)).toEqual(["/crm/health", "/crm/users"]);
    expect(crm.received[1]!.headers["x-api-key"]).toBe("their key");
  });

  it("needs no users", async () => {
    crm.next.push({ status: 200 }, { status: 404 });
    expect((await ask("connect")).status).toBe(200);
    expect(await state()).toMatchObject({ connected: true });
  });

  it.each(["test", "connect"] as const)("is refused at %s where its health is no 2xx", async (what) => {
    crm.next.push({ status: 503 });
    expect((await ask(what)).status).toBe(400);
    expect(await state()).toMatchObject({ connected: false });
  });

  it.each([
    ["no key", { apiKey: "" }],
    ["what is no address", { baseUrl: "nowhere" }],
    ["an address without https elsewhere", { baseUrl: "http://crm.example" }],
    ["a private address", { baseUrl: "https://10.0.0.1" }],
  ])("is refused with %s", async (_what, more) => expect((await ask("connect", more)).status).toBe(400));

  it("is refused while another CRM is active, with the name of that one", async () => {
    await s.call("PUT", "/control/crm/other", { name: "HubSpot" });
    const { body, status } = await ask("connect");
    expect([status, body.message]).toEqual([409, expect.stringContaining("HubSpot")]);
    expect(await state()).toMatchObject({ connected: false });
  });

  it("is asked for its health whenever somebody looks", async () => {
    await ask("connect");
    expect((await s.call("POST", "/control/crm/health")).body).toEqual({ healthy: true });
    crm.next.push({ status: 500 });
    expect((await s.call("POST", "/control/crm/health")).body).toEqual({ healthy: false });
  });
});
