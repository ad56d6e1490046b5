import { createHash, randomBytes } from "node:crypto";
import { startEnvironment, type Environment } from "./support/environment";

const verifier = randomBytes(32).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");
const redirectUri = "http://localhost:1/callback";

describe("people sign in at the local authority (v2-oauth2-auth-code-flow)", () => {
  let environment: Environment;
  let now: Date;
  beforeEach(async () => {
    now = new Date();
    environment = await startEnvironment({ now: () => now });
  });
  afterEach(() => environment.close());

  const query = (changes: Record<string, string | undefined> = {}) => {
    const fields: Record<string, string | undefined> = {
      client_id: "connector",
      response_type: "code",
      redirect_uri: redirectUri,
      scope: `${environment.url}/user_impersonation openid offline_access`,
      state: "the state",
      code_challenge: challenge,
      code_challenge_method: "S256",
      ...changes,
    };
    return new URLSearchParams(
      Object.entries(fields).filter((field): field is [string, string] => field[1] !== undefined),
    );
  };
  const page = (changes?: Record<string, string | undefined>, headers: Record<string, string> = {}) =>
    environment.raw("GET", `/local/oauth2/v2.0/authorize?${query(changes)}`, { headers });
  const choose = async (user: string, changes?: Record<string, string | undefined>) => {
    const body = query({ ...changes, user });
    const answer = await environment.raw("POST", "/local/oauth2/v2.0/authorize", { body });
    return new URL(answer.headers.get("location")!);
  };
  const codeFor = async (user: string) => (await choose(user)).searchParams.get("code")!;
  const token = (fields: Record<string, string>) =>
    environment.raw("POST", "/local/oauth2/v2.0/token", {
      body: new URLSearchParams({ client_id: "connector", client_secret: "local", ...fields }),
    });
  const redeem = (code: string, changes: Record<string, string> = {}) =>
    token({
      grant_type: "authorization_code",
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
      ...changes,
    });
  const whoAmI = (accessToken: string) =>
    environment.raw("GET", "/api/data/v9.2/WhoAmI", { headers: { Authorization: `Bearer ${accessToken}` } });

  it("asks who signs in, in the browser's language", async () => {
    const german = await page({}, { "accept-language": "de" });
    expect(german.status).toBe(200);
    expect(german.text).toContain('<html lang="de">');
    expect(german.text).toContain('<button name="user" value="admin">');
    expect(german.text).toContain('<button name="user" value="seller">');
    // Services have secrets; nobody signs in as one.
    expect(german.text).not.toContain('value="connector"><span');
  });

  it("gives a code that becomes a token of the chosen person", async () => {
    const back = await choose("seller");
    expect(back.origin + back.pathname).toBe(redirectUri);
    expect(back.searchParams.get("state")).toBe("the state");
    const { status, json } = await redeem(back.searchParams.get("code")!);
    expect([status, json.token_type, json.expires_in]).toEqual([200, "Bearer", 3600]);
    expect(json.refresh_token).toBeDefined();
    expect(json.id_token).toBeDefined();
    const seller = await whoAmI(json.access_token);
    const own = await environment.call("GET", "WhoAmI", { as: "seller" });
    expect(seller.json.UserId).toBe(own.json.UserId);
  });

  it("refreshes, as often as asked", async () => {
    const { json } = await redeem(await codeFor("admin"));
    for (const _ of [1, 2]) {
      const again = await token({ grant_type: "refresh_token", refresh_token: json.refresh_token });
      expect(again.status).toBe(200);
      expect((await whoAmI(again.json.access_token)).status).toBe(200);
    }
  });

  it.each([
    ["no code challenge", { code_challenge: undefined }, "invalid_request", "AADSTS9002325"],
    ["a plain code challenge", { code_challenge_method: "plain" }, "invalid_request", "AADSTS501491"],
    ["another response type", { response_type: "token" }, "unsupported_response_type", "AADSTS700054"],
    [
      "a scope of somebody else",
      { scope: "https://x.crm.dynamics.com/user_impersonation" },
      "invalid_scope",
      "AADSTS70011",
    ],
  ])("sends %s back to the application as an error", async (_name, changes, error, code) => {
    const answer = await page(changes);
    const back = new URL(answer.headers.get("location")!).searchParams;
    expect([back.get("error"), back.get("state"), back.get("code")]).toEqual([error, "the state", null]);
    expect(back.get("error_description")).toContain(code);
  });

  it.each([
    ["an unknown application", { client_id: "nobody" }],
    ["an address elsewhere", { redirect_uri: "https://evil.example/callback" }],
    ["an address that is none", { redirect_uri: "javascript:alert(1)" }],
  ])("never answers to %s", async (_name, changes) => {
    const answer = await page(changes);
    expect([answer.status, answer.headers.get("location")]).toEqual([400, null]);
    expect(answer.text).toContain('role="alert"');
  });

  it.each<[string, Record<string, string>, string]>([
    ["without a verifier", { code_verifier: "" }, "AADSTS501481"],
    ["with another verifier", { code_verifier: "x".repeat(43) }, "AADSTS501481"],
    ["with another redirect address", { redirect_uri: "http://localhost:2/" }, "AADSTS500112"],
    ["of another client", { client_id: "admin" }, "AADSTS700005"],
    ["that nobody gave out", { code: "guessed" }, "AADSTS9002313"],
  ])("redeems no code %s", async (_name, changes, code) => {
    const { status, json } = await redeem(await codeFor("admin"), changes);
    expect([status, json.error]).toEqual([400, "invalid_grant"]);
    expect(json.error_description).toContain(code);
  });

  it("needs the client's secret for a code and for a refresh token", async () => {
    const code = await codeFor("admin");
    expect((await redeem(code, { client_secret: "wrong" })).json.error).toBe("invalid_client");
    const { json } = await redeem(code);
    const fields = { grant_type: "refresh_token", refresh_token: json.refresh_token, client_secret: "wrong" };
    expect((await token(fields)).json.error).toBe("invalid_client");
  });

  it("redeems a code once; the second time takes back what the first gave", async () => {
    const code = await codeFor("admin");
    const { json } = await redeem(code);
    expect((await redeem(code)).json.error_description).toContain("AADSTS54005");
    const refreshed = await token({ grant_type: "refresh_token", refresh_token: json.refresh_token });
    expect([refreshed.status, refreshed.json.error]).toEqual([400, "invalid_grant"]);
  });

  it("lets codes run out after ten minutes and refresh tokens after 90 days", async () => {
    const code = await codeFor("admin");
    const { json } = await redeem(await codeFor("admin"));
    now = new Date(now.getTime() + 10 * 60_000 + 1);
    expect((await redeem(code)).json.error_description).toContain("AADSTS70008");
    now = new Date(now.getTime() + 90 * 24 * 3_600_000);
    const late = await token({ grant_type: "refresh_token", refresh_token: json.refresh_token });
    expect(late.json.error_description).toContain("AADSTS70008");
  });

  it("can be told to revoke refresh tokens: access tokens last on", async () => {
    const { json } = await redeem(await codeFor("admin"));
    environment.platform.security.grants.revokeRefreshTokens();
    const refreshed = await token({ grant_type: "refresh_token", refresh_token: json.refresh_token });
    expect(refreshed.json.error_description).toContain("AADSTS50173");
    expect((await whoAmI(json.access_token)).status).toBe(200);
    expect((await redeem(await codeFor("admin"))).status).toBe(200);
  });

  it("can be told to end sign-ins: access tokens meet a claims challenge", async () => {
    const { json } = await redeem(await codeFor("admin"));
    environment.platform.security.grants.endSessions();
    const answer = await whoAmI(json.access_token);
    expect(answer.status).toBe(401);
    const challenged = /error="insufficient_claims", claims="([^"]+)"/.exec(
      answer.headers.get("www-authenticate")!,
    );
    const claims = JSON.parse(Buffer.from(challenged![1]!, "base64").toString("utf8"));
    expect(claims.access_token.nbf).toMatchObject({ essential: true });
    // An application's own tokens are no sign-in of a person.
    expect((await environment.call("GET", "WhoAmI", { as: "connector" })).status).toBe(200);
  });

  it("says in its configuration what it can do", async () => {
    const { json } = await environment.raw("GET", "/local/v2.0/.well-known/openid-configuration");
    expect(json.authorization_endpoint).toBe(`${environment.url}/local/oauth2/v2.0/authorize`);
    expect(json.code_challenge_methods_supported).toEqual(["S256"]);
    expect(json.grant_types_supported).toEqual(["client_credentials", "authorization_code", "refresh_token"]);
  });
});
