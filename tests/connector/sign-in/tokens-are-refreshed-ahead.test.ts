import { claimsIn } from "../../../connector/dataverse/claims-challenge";
import { createTokenSource } from "../../../connector/dataverse/sign-in";
import { type TokenSource } from "../../../connector/dataverse/credentials";
import { tokenCacheInMemory } from "../../../connector/dataverse/token-cache";
import { newPkce, redeemCode, signInAddress } from "../../../connector/dataverse/delegated-sign-in";
import { DataverseClient } from "../../../connector/dataverse/client";
import { Governor } from "../../../connector/dataverse/governor";
import { Transport } from "../../../connector/dataverse/transport";
import { fakeHttp, type FakeAnswer, type SeenRequest } from "../support/fake-http";

const ROW = "11111111-2222-4333-8444-555555555555";
const ACCOUNT = Buffer.from(JSON.stringify({ uid: "user", utid: "tenant" })).toString("base64url");
const CLAIMS = JSON.stringify({ access_token: { nbf: { essential: true, value: "1700000000" } } });
const CHALLENGE = `Bearer realm="", error="insufficient_claims", claims="${Buffer.from(CLAIMS).toString("base64")}"`;
const idToken = `e30.${Buffer.from(JSON.stringify({ oid: "user", tid: "tenant", sub: "s" })).toString("base64url")}.`;

/** A Dataverse with an authority that gives out access-1, access-2 ... as long as it is willing. */
async function start(api: (request: SeenRequest) => FakeAnswer = () => ({ body: "{}" })) {
  const grants: URLSearchParams[] = [];
  const state = { lifetime: 3600, refusal: null as FakeAnswer | null };
  const server = await fakeHttp((request) => {
    if (!request.path.includes("/oauth2/")) return api(request);
    if (state.refusal) return state.refusal;
    grants.push(new URLSearchParams(request.body));
    return {
      body: JSON.stringify({
        token_type: "Bearer",
        scope: `${server.url}/user_impersonation`,
        expires_in: state.lifetime,
        access_token: `access-${grants.length}`,
        refresh_token: `refresh-${grants.length}`,
        id_token: idToken,
        client_info: ACCOUNT,
      }),
    };
  });
  const told: (readonly [code: string, lastToken: string | null])[] = [];
  const cache = tokenCacheInMemory();
  const credentials = {
    authority: `${server.url}/local`,
    clientId: "app",
    clientSecret: "app-secret",
    delegated: { cache },
    whenRefused: async (code: string, last: string | null) => void told.push([code, last]),
  };
  const { verifier } = await newPkce();
  await redeemCode(server.url, credentials, {
    code: "the-code",
    redirectUri: "http://localhost/cb",
    verifier,
  });
  const tokens: TokenSource = createTokenSource(server.url, credentials);
  const client = new DataverseClient(new Transport(server.url, tokens, new Governor()));
  return { server, state, grants, told, tokens, client, verifier, credentials };
}

const refused = (error: string, more = {}): FakeAnswer => ({
  status: 400,
  body: JSON.stringify({ error, error_description: "AADSTS50173: revoked", ...more }),
});

describe("tokens of a person", () => {
  let running: Awaited<ReturnType<typeof start>>;
  afterEach(() => running.server.close());

  it("come for a code with its verifier, and from the address with its challenge", async () => {
    running = await start();
    const { grants, verifier, server, credentials } = running;
    expect(Object.fromEntries(grants[0]!)).toMatchObject({
      grant_type: "authorization_code",
      code: "the-code",
      code_verifier: verifier,
      client_secret: "app-secret",
    });
    const to = { redirectUri: "http://localhost/cb", state: "s", challenge: "c".repeat(43) };
    const address = new URL(await signInAddress(server.url, credentials, to));
    expect(address.origin).toBe(server.url);
    expect(address.searchParams.get("code_challenge_method")).toBe("S256");
    // Without this, Dataverse would send no claims challenge.
    expect(address.searchParams.get("claims")).toContain('"CP1"');
  });

  it("are used from memory while they last, one refresh for all who wait", async () => {
    running = await start();
    const { tokens, grants } = running;
    const first = await tokens.token();
    const known = grants.length;
    expect(await Promise.all([tokens.token(), tokens.token(), tokens.token()])).toEqual([
      first,
      first,
      first,
    ]);
    expect(grants).toHaveLength(known);
    tokens.forget();
    const [a, b] = await Promise.all([tokens.token(), tokens.token()]);
    expect([a === b, a !== first, grants.length]).toEqual([true, true, known + 1]);
  });

  it("are refreshed half an hour ahead of their end, and not before", async () => {
    running = await start();
    const { tokens, grants, state } = running;
    await tokens.token();
    const known = grants.length;
    await tokens.refreshAhead!();
    expect(grants).toHaveLength(known);
    tokens.forget();
    state.lifetime = 29 * 60;
    await tokens.token();
    await tokens.refreshAhead!();
    expect(grants).toHaveLength(known + 2);
    expect(grants.at(-1)!.get("grant_type")).toBe("refresh_token");
  });

  it.each([
    ["invalid_grant", "NEEDS_SIGN_IN"],
    ["interaction_required", "NEEDS_SIGN_IN"],
    ["invalid_client", "SECRET_REFUSED"],
  ])("need a person after %s; the last token is left to say so with", async (error, code) => {
    running = await start();
    const { tokens, state, told } = running;
    tokens.forget();
    state.lifetime = 20 * 60;
    const last = await tokens.token();
    state.refusal = refused(error);
    await expect(tokens.refreshAhead!()).rejects.toMatchObject({ name: "DataverseError", status: 401 });
    expect(told).toEqual([[code, last]]);
  });

  it("go on being used while the sign-in service stumbles", async () => {
    running = await start();
    const { tokens, state, told } = running;
    tokens.forget();
    state.lifetime = 4 * 60;
    const last = await tokens.token();
    state.refusal = { status: 503, body: JSON.stringify({ error: "temporarily_unavailable" }) };
    expect(await tokens.token()).toBe(last);
    tokens.forget();
    await expect(tokens.token()).rejects.toMatchObject({ status: 0 });
    expect(told).toEqual([]);
  });

  it("are asked for with the claims of a challenge, and nobody notices when that is enough", async () => {
    let old: string | undefined;
    running = await start(({ headers }) => {
      old ??= headers.authorization;
      return headers.authorization === old
        ? { status: 401, headers: { "www-authenticate": CHALLENGE } }
        : { body: JSON.stringify({ UserId: "u" }) };
    });
    expect((await running.client.whoAmI()).userId).toBe("u");
    expect(JSON.parse(running.grants.at(-1)!.get("claims")!)).toMatchObject(JSON.parse(CLAIMS));
    expect(running.told).toEqual([]);
  });

  it("need a sign-in when a new token meets the challenge again, through the standard client too", async () => {
    running = await start(() => ({ status: 401, headers: { "www-authenticate": CHALLENGE } }));
    const { client, told, server } = running;
    await expect(client.whoAmI()).rejects.toMatchObject({
      message: expect.stringContaining("claims_challenge"),
    });
    await expect(client.retrieve("contacts", ROW, ["fullname"])).rejects.toMatchObject({
      message: expect.stringContaining("claims_challenge"),
    });
    expect(told).toHaveLength(2);
    // Twice each: asked, and asked once more with a new token. Never in a loop.
    expect(server.seen.filter(({ path }) => path.startsWith("/api/"))).toHaveLength(4);
  });
});

describe("a claims challenge", () => {
  it("is read from its header, and nothing else is", () => {
    expect(claimsIn(CHALLENGE)).toBe(CLAIMS);
    expect(claimsIn('Bearer error="invalid_token"')).toBeUndefined();
    expect(claimsIn('Bearer claims="bm8ganNvbg=="')).toBeUndefined();
    expect(claimsIn(null)).toBeUndefined();
  });
});
