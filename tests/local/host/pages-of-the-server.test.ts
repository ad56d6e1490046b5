import Fastify, { type FastifyInstance } from "fastify";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hostPlugin } from "../../../local/host/server/plugin";

describe("the form host's server", () => {
  let app: FastifyInstance;
  let assets: string;
  beforeAll(async () => {
    assets = await mkdtemp(join(tmpdir(), "host-"));
    app = Fastify();
    await app.register(hostPlugin({ assets, isSignedIn: async (headers) => headers.cookie === "session=1" }));
  });
  afterAll(async () => {
    await app.close();
    await rm(assets, { recursive: true });
  });

  it("leads the bare address to the app", async () => {
    expect((await app.inject("/")).headers.location).toBe("/main.aspx");
  });

  it("asks who one is first, and remembers where one wanted to go", async () => {
    const answer = await app.inject("/main.aspx?pagetype=entityrecord&etn=contact&id=1");
    expect(answer.statusCode).toBe(302);
    const address = new URL(String(answer.headers.location), "http://local");
    expect(address.pathname).toBe("/local/host/signin");
    expect(address.searchParams.get("return")).toBe("/main.aspx?pagetype=entityrecord&etn=contact&id=1");
  });

  it("serves the page to those signed in, with a policy that allows scripts of this server only", async () => {
    const answer = await app.inject({
      url: "/main.aspx?pagetype=entitylist&etn=contact",
      headers: { cookie: "session=1" },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain("/local/host/host.js");
    expect(answer.headers["content-security-policy"]).toContain("script-src 'self'");
    expect(answer.headers["content-security-policy"]).toContain("frame-ancestors 'self'");
  });

  it("offers the seller and the admin, in the browser's language", async () => {
    const answer = await app.inject({
      url: "/local/host/signin",
      headers: { "accept-language": "fr-CH, de;q=0.8" },
    });
    expect(answer.body).toContain('<html lang="fr">');
    expect(answer.body).toMatch(/name="user" value="seller"/);
    expect(answer.body).toMatch(/name="user" value="admin"/);
  });

  it.each([
    ["https://evil.example", "/main.aspx"],
    ["//evil.example", "/main.aspx"],
    ["/\\evil.example", "/main.aspx"],
    ['/main.aspx?a="><script>', "/main.aspx?a=&quot;&gt;&lt;script&gt;"],
  ])(
    "never leads elsewhere after signing in, nor lets the address write into the page: %s",
    async (wanted, written) => {
      const answer = await app.inject(`/local/host/signin?return=${encodeURIComponent(wanted)}`);
      expect(answer.body).toContain(`name="return" value="${written}"`);
      expect(answer.body).not.toContain("<script>");
    },
  );

  it("says so when the host's script is not built, and serves it once it is", async () => {
    const missing = await app.inject("/local/host/host.js");
    expect(missing.statusCode).toBe(503);
    expect(missing.body).toContain("npm run build");
    await writeFile(join(assets, "host.js"), "void 0;");
    const built = await app.inject("/local/host/host.js");
    expect(built.headers["content-type"]).toContain("text/javascript");
    expect(built.body).toBe("void 0;");
  });
});
