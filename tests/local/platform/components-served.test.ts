import { builtSolution, startEnvironment, type Environment } from "./support/environment";
import { packSolution, RESOURCE_ID, root, webResource } from "./support/small-solution";

describe("what pages load besides the Web API", () => {
  let environment: Environment;
  let Cookie: string;
  beforeAll(async () => {
    environment = await startEnvironment();
    await environment.import(builtSolution());
    await environment.call("POST", "PublishAllXml", { body: {} });
    const answer = await environment.raw("POST", "/local/signin?user=seller");
    Cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  });
  afterAll(() => environment.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    environment.raw("GET", path, { headers: { Cookie, ...headers } });

  it.each([
    ["/WebResources/wave_/js/form.js", "text/javascript"],
    ["/WebResources/wave_/img/sync.svg", "image/svg+xml"],
    ["/WebResources/wave_/strings/WaveSync.1031.resx", "text/xml"],
    ["/Controls/wave_WaveSync.SyncPanel/ControlManifest.xml", "text/xml"],
    ["/Controls/wave_WaveSync.SyncPanel/bundle.js", "text/javascript"],
    ["/Controls/wave_WaveSync.SyncPanel/strings/SyncPanel.1036.resx", "text/xml"],
  ])("%s is %s", async (path, type) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain(type);
    expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
    expect(answer.text.length).toBeGreaterThan(50);
  });

  it("is asked for again by its ETag, and kept for good under an address with a version", async () => {
    const first = await get("/WebResources/wave_/js/form.js");
    expect(first.headers.get("cache-control")).toBe("no-cache");
    const again = await get("/WebResources/wave_/js/form.js", {
      "If-None-Match": first.headers.get("etag") ?? "",
    });
    expect([again.status, again.text]).toEqual([304, ""]);
    const versioned = await get("/%7B638700000000000000%7D/WebResources/wave_/js/form.js");
    expect(versioned.text).toBe(first.text);
    expect(versioned.headers.get("cache-control")).toContain("immutable");
  });

  it.each([
    "/WebResources/wave_/js/gone.js",
    "/WebResources/../package.json",
    "/WebResources/%2e%2e/%2e%2e/package.json",
    "/Controls/wave_WaveSync.SyncPanel/../../package.json",
    "/Controls/wave_WaveSync.SyncPanel",
    "/anything/WebResources/wave_/js/form.js",
  ])("%s is 404", async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  it("is for people who are signed in", async () => {
    for (const path of [
      "/WebResources/wave_/js/form.js",
      "/Controls/wave_WaveSync.SyncPanel/bundle.js",
      "/local/host/ribbon?table=contact",
    ])
      expect((await environment.raw("GET", path)).status).toBe(401);
  });

  it("gives a table's ribbon with its labels in all languages", async () => {
    const answer = await get("/local/host/ribbon?table=contact");
    expect(answer.headers.get("content-type")).toContain("text/xml");
    expect(answer.text).toContain("<RibbonDiffXml");
    expect(answer.text).toContain("$webresource:wave_/js/ribbon.js");
    for (const language of [1031, 1033, 1036, 3082])
      expect(answer.text).toContain(`languagecode="${language}"`);
    expect((await get("/local/host/ribbon?etn=contact")).text).toBe(answer.text);
    expect((await get("/local/host/ribbon?table=systemuser")).text).not.toContain("RibbonDiffXml>");
    expect((await get("/local/host/ribbon?table=nothing")).status).toBe(404);
    expect((await get("/local/host/ribbon?table=%22/%3E")).status).toBe(404);
  });

  it("shows a new version as soon as it is published, and not before", async () => {
    const files = (text: string) => ({ "WebResources/small": text });
    const solution = (text: string) =>
      packSolution({
        containers: { WebResources: webResource("sml_/a.js") },
        roots: [root(61, "sml_/a.js")],
        files: files(text),
      });
    await environment.import(solution("one"));
    expect((await get("/WebResources/sml_/a.js")).status).toBe(404);
    await environment.call("POST", "PublishAllXml", { body: {} });
    expect((await get("/WebResources/sml_/a.js")).text).toBe("one");
    await environment.import(solution("two"));
    expect((await get("/WebResources/sml_/a.js")).text).toBe("one");
    await environment.call("POST", "PublishXml", {
      body: {
        ParameterXml: `<importexportxml><webresources><webresource>{${RESOURCE_ID}}</webresource></webresources></importexportxml>`,
      },
    });
    expect((await get("/WebResources/sml_/a.js")).text).toBe("two");
  });
});
