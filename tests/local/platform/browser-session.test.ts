import { startEnvironment, type Environment } from "./support/environment";

describe("a browser's session", () => {
  let environment: Environment;
  let cookie: string;
  beforeAll(async () => {
    environment = await startEnvironment();
  });
  beforeEach(async () => {
    const answer = await environment.raw("POST", "/local/signin?user=seller");
    cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  });
  afterAll(() => environment.close());

  const call = (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) =>
    environment.raw(method, path, {
      headers: {
        Cookie: cookie,
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const write = (headers: Record<string, string>) =>
    call("POST", "/api/data/v9.2/contacts", headers, { lastname: "Doe" });

  it("starts with a cookie that scripts cannot read and other sites cannot send", async () => {
    const answer = await environment.raw(
      "GET",
      "/local/signin?user=admin&return=/main.aspx%3Fpagetype%3Dentitylist",
    );
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/main.aspx?pagetype=entitylist"]);
    const set = answer.headers.get("set-cookie") ?? "";
    expect(set).toContain("HttpOnly");
    expect(set).toContain("SameSite=Strict");
    expect(set).toContain("Path=/");
  });

  it("is who it says, in the Web API", async () => {
    const who = (await call("GET", "/api/data/v9.2/WhoAmI")).json;
    expect(who.UserId).toBe((await environment.call("GET", "WhoAmI", { as: "seller" })).json.UserId);
  });

  it("ends with signing out", async () => {
    expect((await call("POST", "/local/signout", { "Sec-Fetch-Site": "same-origin" })).status).toBe(204);
    expect((await call("GET", "/api/data/v9.2/WhoAmI")).status).toBe(401);
  });

  it("writes for a page of this server", async () => {
    expect((await write({ "Sec-Fetch-Site": "same-origin" })).status).toBe(204);
    expect((await write({ Origin: environment.url })).status).toBe(204);
  });

  it.each<[string, Record<string, string>]>([
    ["another site", { "Sec-Fetch-Site": "cross-site" }],
    ["another server on this machine", { "Sec-Fetch-Site": "same-site", Origin: "http://127.0.0.1:1" }],
    ["another origin, by an older browser", { Origin: "https://evil.example" }],
    ["an opaque origin", { Origin: "null" }],
    ["a page nobody names", {}],
  ])("does not write for %s", async (_name, headers) => {
    const answer = await write(headers);
    expect([answer.status, answer.json.error.code]).toEqual([403, "0x80048405"]);
  });

  it("is not needed by those with a token, whatever their origin", async () => {
    const Authorization = `Bearer ${await environment.token("seller")}`;
    expect((await write({ Authorization, Origin: "https://tool.example" })).status).toBe(204);
  });

  it.each(["nobody", "connector", ""])("does not start for %p: people only", async (user) => {
    const answer = await environment.raw("GET", `/local/signin?user=${user}`);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  it.each([
    "https://evil.example/",
    "//evil.example/",
    "/\\evil.example",
    "/%09/evil.example",
    "javascript:alert(1)",
  ])("sends nobody elsewhere: %s", async (to) => {
    const encoded = to.startsWith("/%") ? to : encodeURIComponent(to);
    const answer = await environment.raw("GET", `/local/signin?user=seller&return=${encoded}`);
    expect([answer.status, answer.headers.get("location")]).toEqual([200, null]);
  });
});
