import { ConfidentialClientApplication } from "@azure/msal-node";
import { createSign, generateKeyPairSync } from "node:crypto";
import { startEnvironment, type Environment } from "./support/environment";

describe("tokens of the local authority (facts: authentication)", () => {
  let environment: Environment;
  let now: Date;
  beforeEach(async () => {
    now = new Date();
    environment = await startEnvironment({ now: () => now });
  });
  afterEach(() => environment.close());

  const ask = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
    environment.raw("POST", "/local/oauth2/v2.0/token", { body: new URLSearchParams(fields), headers });
  const whoAmI = (authorization: string) =>
    environment.raw("GET", "/api/data/v9.2/WhoAmI", { headers: { Authorization: authorization } });
  const good = { grant_type: "client_credentials", client_id: "admin", client_secret: "local" };

  it.each(["admin", "seller", "connector"])(
    "gives %s a bearer token for an hour that the Web API takes",
    async (client_id) => {
      const answer = await ask({ ...good, client_id });
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({ token_type: "Bearer", expires_in: 3600 });
      expect(answer.headers.get("cache-control")).toBe("no-store");
      expect((await whoAmI(`Bearer ${answer.json.access_token}`)).status).toBe(200);
    },
  );

  it("takes the client by Basic authorization as well", async () => {
    const basic = Buffer.from("seller:local").toString("base64");
    const answer = await ask({ grant_type: "client_credentials" }, { Authorization: `Basic ${basic}` });
    expect(answer.status).toBe(200);
  });

  it.each<[string, Record<string, string>, number, string, string]>([
    ["a wrong secret", { ...good, client_secret: "guess" }, 401, "invalid_client", "AADSTS7000215"],
    ["an unknown client", { ...good, client_id: "nobody" }, 400, "unauthorized_client", "AADSTS700016"],
    ["another grant", { ...good, grant_type: "password" }, 400, "unsupported_grant_type", "AADSTS70003"],
    ["no client", { grant_type: "client_credentials" }, 400, "invalid_request", "AADSTS900144"],
    [
      "no secret",
      { grant_type: "client_credentials", client_id: "admin" },
      400,
      "invalid_request",
      "AADSTS900144",
    ],
    [
      "another resource",
      { ...good, scope: "https://other.crm.dynamics.com/.default" },
      400,
      "invalid_resource",
      "AADSTS500011",
    ],
  ])("refuses %s in Entra's words", async (_name, fields, status, error, code) => {
    const answer = await ask(fields);
    expect(answer.status).toBe(status);
    expect(answer.json.error).toBe(error);
    expect(answer.json.error_description).toContain(code);
  });

  it("says of a secret that has expired that it has, and takes a new one", async () => {
    environment.platform.security.authority.setSecret("admin", null);
    const expired = await ask(good);
    expect([expired.status, expired.json.error]).toEqual([401, "invalid_client"]);
    expect(expired.json).toMatchObject({
      error_codes: [7000222],
      error_description: expect.stringMatching(/^AADSTS7000222: .* are expired\./),
    });
    environment.platform.security.authority.setSecret("admin", "new");
    expect((await ask(good)).json.error_codes).toEqual([7000215]);
    expect((await ask({ ...good, client_secret: "new" })).status).toBe(200);
  });

  it("works with Microsoft's own library", async () => {
    const authority = "https://authority.example/local";
    const application = new ConfidentialClientApplication({
      auth: {
        clientId: "connector",
        clientSecret: "local",
        authority,
        knownAuthorities: ["authority.example"],
        authorityMetadata: JSON.stringify(
          (await environment.raw("GET", "/local/v2.0/.well-known/openid-configuration")).json,
        ),
      },
    });
    const result = await application.acquireTokenByClientCredential({
      scopes: [`${environment.url}/.default`],
    });
    expect((await whoAmI(`Bearer ${result?.accessToken}`)).status).toBe(200);
  });

  it("publishes its key, and signs with it (RS256)", async () => {
    const { keys } = (await environment.raw("GET", "/local/discovery/v2.0/keys")).json;
    const [header] = (await environment.token("admin")).split(".");
    expect(keys).toMatchObject([{ kty: "RSA", use: "sig", alg: "RS256" }]);
    expect(keys[0]).not.toHaveProperty("d");
    expect(JSON.parse(Buffer.from(header ?? "", "base64url").toString())).toMatchObject({
      alg: "RS256",
      kid: keys[0].kid,
    });
  });

  describe("is 401 with a challenge (docs: compose-http-requests-handle-errors)", () => {
    const refused = async (authorization: string, reason?: string): Promise<void> => {
      const answer = await whoAmI(authorization);
      expect(answer.status).toBe(401);
      const challenge = answer.headers.get("www-authenticate") ?? "";
      expect(challenge).toContain(`authorization_uri=${environment.url}/local/oauth2/authorize`);
      if (reason !== undefined) expect(challenge).toContain(reason);
    };

    it("without any", async () => {
      const answer = await environment.raw("GET", "/api/data/v9.2/WhoAmI");
      expect(answer.status).toBe(401);
      expect(answer.headers.get("www-authenticate")).toContain("Bearer authorization_uri=");
    });

    it("with one that has expired", async () => {
      const token = await environment.token("admin");
      expect((await whoAmI(`Bearer ${token}`)).status).toBe(200);
      now = new Date(now.getTime() + (3600 + 301) * 1000);
      await refused(`Bearer ${token}`, "The access token expired");
    });

    it("with one for somebody else's resource", async () => {
      const { authority } = environment.platform.security;
      await refused(
        `Bearer ${authority.issue("admin", "https://other.crm.dynamics.com")?.token}`,
        "The audience is invalid",
      );
    });

    it("with one whose claims were changed", async () => {
      const [header, payload = "", signature] = (await environment.token("seller")).split(".");
      const claims = JSON.parse(Buffer.from(payload, "base64url").toString());
      const forged = Buffer.from(JSON.stringify({ ...claims, appid: "admin" })).toString("base64url");
      await refused(`Bearer ${header}.${forged}.${signature}`);
    });

    it("with one somebody else signed, or nobody", async () => {
      const [header = "", payload = ""] = (await environment.token("admin")).split(".");
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      const signed = createSign("RSA-SHA256").update(`${header}.${payload}`).sign(privateKey, "base64url");
      await refused(`Bearer ${header}.${payload}.${signed}`);
      const none = Buffer.from(JSON.stringify({ alg: "none", typ: "JWT" })).toString("base64url");
      await refused(`Bearer ${none}.${payload}.`);
    });

    it.each(["Bearer nonsense", "Bearer ", "Basic YWRtaW46bG9jYWw=", "Token abc"])(
      "with %s",
      async (authorization) => {
        await refused(authorization);
      },
    );
  });
});
