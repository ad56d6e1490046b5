import { createProgram } from "../../../connector/cli/program";
import { runConnector, type TestConnector } from "../support/connector";
import { Browser, openLink } from "./support/browser";

describe("wave-sync connect --sign-in", () => {
  let connector: TestConnector;
  const before = process.env;
  let out: string[];
  let told: string[];

  beforeAll(async () => {
    connector = await runConnector();
  });
  afterAll(() => connector?.close());

  beforeEach(() => {
    out = [];
    told = [];
    process.env = {
      PATH: before.PATH,
      WAVE_SYNC_ADMIN_KEY: connector.adminKey,
      DATAVERSE_CLIENT_SECRET: "the-client-secret",
      WAVE_API_KEY: "the-wave-key",
    };
    jest.spyOn(process.stdout, "write").mockImplementation((text) => Boolean(out.push(String(text))));
    jest.spyOn(process.stderr, "write").mockImplementation((text) => Boolean(told.push(String(text))));
  });
  afterEach(() => {
    process.env = before;
    jest.restoreAllMocks();
  });

  const run = (...options: string[]) =>
    createProgram().parseAsync(
      [
        "connect",
        "--sign-in",
        "--connector",
        connector.adminUrl,
        "--tenant",
        "contoso.com",
        "--client-id",
        "app",
      ].concat(["--wave-api", "https://api.example.com/v1"], options),
      { from: "user" },
    );

  it("prints the link alone, and beside it what to know about it", async () => {
    await run();
    const link = out.join("").trim();
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/connect#[\w-]{43}$/);
    expect(told.join("")).toContain(`${connector.url}/connect/callback`);
    expect(told.join("")).toContain("works once");
    expect(out.join("") + told.join("")).not.toMatch(/the-client-secret|the-wave-key/);
    const page = await openLink(new Browser(), link);
    expect(page.status).toBe(200);
    expect(page.text).toContain('type="url" required autocomplete="url" spellcheck="false" value=""');
    expect(page.headers.get("content-security-policy")).toContain(
      "form-action 'self' https://login.microsoftonline.com",
    );
  });

  it("fills in the instance URL where it is given", async () => {
    await run("--url", "https://contoso.crm4.dynamics.com/main.aspx");
    const page = await openLink(new Browser(), out.join("").trim());
    expect(page.text).toContain('value="https://contoso.crm4.dynamics.com"');
  });

  it("prints JSON for machines", async () => {
    await run("--json");
    expect(JSON.parse(out.join(""))).toMatchObject({
      url: expect.stringContaining("/connect#"),
      redirectUri: `${connector.url}/connect/callback`,
    });
    expect(told).toEqual([]);
  });

  it("asks for what is missing", async () => {
    delete process.env.DATAVERSE_CLIENT_SECRET;
    await expect(run()).rejects.toMatchObject({ message: "Missing: DATAVERSE_CLIENT_SECRET." });
  });
});
