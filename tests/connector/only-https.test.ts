import { checkConnectInput } from "../../connector/connect/check-input";
import { connectorAddress } from "../../connector/cli/connector-options";
import { isPrivateAddress, leadsToPrivateAddress } from "../../connector/network/private-address";
import { mayReach, PUBLIC_ONLY, type Reach } from "../../connector/network/reach";
import { readSettings } from "../../connector/settings/read-settings";
import { runConnector, type TestConnector } from "./support/connector";

const LOCAL: Reach = { allowLocal: true, systemHosts: [] };
const KEY = "k".repeat(24);

describe("secrets travel by https, or not at all", () => {
  const before = { ...process.env };
  beforeEach(() => (process.env = { WAVE_SYNC_ADMIN_KEY: KEY }));
  afterEach(() => (process.env = { ...before }));

  it.each(["http://sync.example.com", "http://192.168.0.7:8366", "http://localhost.example.com"])(
    "the public address %s is refused, with what to do",
    (url) => {
      expect(() => readSettings({ WAVE_SYNC_PUBLIC_URL: url })).toThrow(
        /in the clear; .*proxy that ends TLS/,
      );
    },
  );

  it.each(["https://sync.example.com", "http://127.0.0.1:8366", "http://localhost:8366"])(
    "the public address %s is taken",
    (url) => expect(readSettings({ WAVE_SYNC_PUBLIC_URL: url }).publicUrl).toBe(url),
  );

  it.each(["http://sync.example.com", "http://10.0.0.5:8367", "ftp://127.0.0.1"])(
    "the command line sends its key not to %s",
    async (connector) => {
      await expect(connectorAddress({ connector })).rejects.toMatchObject({
        code: "NOT_HTTPS",
        nextStep: expect.stringContaining("ssh -L"),
      });
    },
  );

  it.each(["https://sync.example.com", "http://127.0.0.1:8367", "http://[::1]:8367"])(
    "but to %s",
    async (connector) =>
      expect(await connectorAddress({ connector })).toEqual({ url: connector, adminKey: KEY }),
  );
});

describe("what is connected", () => {
  const request = (changes: object = {}) => ({
    dataverseUrl: "https://contoso.crm4.dynamics.com",
    tenantId: "contoso.com",
    clientId: "app",
    clientSecret: "secret",
    system: "wave",
    wave: { apiBaseUrl: "https://api.example.com/v1", apiKey: "key" },
    ...changes,
  });
  const wave = (apiBaseUrl: string) => request({ wave: { apiBaseUrl, apiKey: "key" } });

  it("is not on this machine, unless start says so", () => {
    for (const dataverseUrl of ["http://127.0.0.1:5432", "http://2130706433:5432", "http://localhost:1"])
      for (const more of [{}, { authority: "http://127.0.0.1:9/x", tenantId: undefined }]) {
        const local = request({ dataverseUrl, ...more });
        expect(() => checkConnectInput(local, PUBLIC_ONLY)).toThrow("URL_NOT_DYNAMICS");
        expect(checkConnectInput(local, LOCAL).dataverseUrl).toMatch(/^http:/);
      }
    expect(() => checkConnectInput(wave("http://localhost:8365/v1"), PUBLIC_ONLY)).toThrow(
      "SYSTEM_HOST_NOT_ALLOWED",
    );
  });

  it.each([
    "https://169.254.169.254/v1",
    "https://10.0.0.1",
    "https://172.20.1.1",
    "https://192.168.1.1",
    "https://100.64.0.1",
    "https://0.0.0.0",
    "https://[fd00::1]",
    "https://[fe80::1]",
    "https://[::ffff:10.0.0.1]",
    "https://2852039166/latest",
  ])("is not at the private address %s", (address) => {
    expect(() => checkConnectInput(wave(address), PUBLIC_ONLY)).toThrow("SYSTEM_HOST_NOT_ALLOWED");
  });

  it("is among the hosts an operator names, where she names any; those may be private", () => {
    const named: Reach = { allowLocal: false, systemHosts: ["api.example.com", "10.0.0.1"] };
    for (const address of ["https://api.example.com/v1", "https://10.0.0.1/v1"])
      expect(checkConnectInput(wave(address), named).systemSettings).toMatchObject({ apiBaseUrl: address });
    expect(() => checkConnectInput(wave("https://other.example.com/v1"), named)).toThrow(
      "SYSTEM_HOST_NOT_ALLOWED",
    );
    expect(mayReach(named, "http://127.0.0.1:1")).toBe(false);
  });

  it("public addresses are not taken for private ones, and names are looked up", async () => {
    for (const address of ["8.8.8.8", "172.32.0.1", "[2606:4700::1111]", "api.example.com"])
      expect(isPrivateAddress(address)).toBe(false);
    expect(await leadsToPrivateAddress("localhost")).toBe(true);
    expect(await leadsToPrivateAddress("nowhere.invalid")).toBe(false);
  });
});

describe("a connector that is not the demo's", () => {
  let connector: TestConnector;
  beforeAll(
    async () =>
      (connector = await runConnector({ allowLocal: false, publicUrl: "https://sync.example.com" })),
  );
  afterAll(() => connector?.close());

  it("connects to nothing on this machine", async () => {
    const answer = await connector.admin("/connect", {
      dataverseUrl: connector.url,
      authority: `${connector.url}/local`,
      clientId: "c",
      clientSecret: "s",
      system: "wave",
      wave: { apiBaseUrl: "https://api.example.com/v1", apiKey: "k" },
    });
    expect(answer).toMatchObject({ status: 400, body: { error: { code: "URL_NOT_DYNAMICS" } } });
  });

  it("has browsers come by https only, and its pages opened by nobody", async () => {
    const page = await fetch(`${connector.url}/connect`);
    expect(page.headers.get("strict-transport-security")).toBe("max-age=31536000");
    expect(page.headers.get("cross-origin-opener-policy")).toBe("same-origin");
    expect((await fetch(`${connector.url}/nothing`)).headers.get("strict-transport-security")).toBeTruthy();
  });
});
