/** @jest-environment node */
import { build } from "esbuild";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { readResx } from "../webresources/support/resx";

const ROOT = resolve(__dirname, "../..");
/** Texts both have are the same in both. */
const CONTROLS = ["SyncPanel", "IssueDecision"];
const require_ = createRequire(__filename);

declare const axe: { run(node: Node, options: object): Promise<{ violations: Violation[] }> };
declare const showGallery: (options: object) => Promise<void>;
interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

describe("the built controls in a real browser", () => {
  let browser: Browser;
  let page: Page;
  const problems: string[] = [];
  const texts = (language: string) =>
    Object.fromEntries(
      CONTROLS.flatMap((name) => [...readResx(`controls/${name}/strings/${name}.${language}.resx`)]),
    );

  beforeAll(async () => {
    const sparticuz = (await import("@sparticuz/chromium")).default;
    browser = await chromium.launch({
      executablePath: await sparticuz.executablePath(),
      args: sparticuz.args,
      headless: true,
    });
    page = await browser.newPage({ viewport: { width: 640, height: 900 }, reducedMotion: "reduce" });
    page.on("pageerror", (error) => problems.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error") problems.push(message.text());
    });
    await page.route("**/*", (route) =>
      route.fulfill({
        contentType: "text/html",
        body: "<!doctype html><html lang=en><title>Gallery</title><body>",
      }),
    );
    await page.goto("http://localhost/");
    await page.addScriptTag({ content: await bundleGallery() });
    for (const name of CONTROLS) {
      await page.addScriptTag({ content: readFileSync(`${ROOT}/dist/controls/${name}/bundle.js`, "utf8") });
    }
    await page.addScriptTag({ content: readFileSync(require_.resolve("axe-core/axe.min.js"), "utf8") });
  });

  afterAll(async () => {
    await browser?.close();
  });

  /** Findings of axe, colours included. What concerns a whole page (headings, landmarks) is left to the page. */
  const findings = () =>
    page.evaluate(async () => {
      const { violations } = await axe.run(document.body, {
        rules: { region: { enabled: false }, "page-has-heading-one": { enabled: false } },
      });
      return violations.flatMap(({ id, nodes }) =>
        nodes.map((node) => `${id}: ${node.html.slice(0, 120)} ${node.failureSummary}`),
      );
    });
  const show = (options: object) =>
    page.evaluate((given) => showGallery(given as object), {
      dark: false,
      width: 480,
      texts: texts("1033"),
      ...options,
    });

  it.each([
    ["the light theme", {}, "none"],
    ["the dark theme", { dark: true }, "none"],
    ["high contrast", {}, "active"],
    ["a narrow section", { width: 280 }, "none"],
  ] as const)("axe finds nothing in any state, in %s", async (_case, options, forcedColors) => {
    await page.emulateMedia({ forcedColors });
    await show(options);
    expect(await findings()).toEqual([]);
    await page.emulateMedia({ forcedColors: "none" });
  });

  it.each(["1033", "1031", "1036", "3082"])(
    "nothing sticks out of a section of 240 pixels, what a phone leaves at 150 %% (%s)",
    async (language) => {
      await show({ width: 240, texts: texts(language) });
      const wide = await page.$$eval("[data-state]", (hosts) =>
        hosts
          .filter((host) => host.scrollWidth > host.clientWidth + 1)
          .map((host) => `${(host as HTMLElement).dataset.state}: ${host.scrollWidth}`),
      );
      expect(wide).toEqual([]);
    },
  );

  it("nothing went wrong in the page meanwhile", () => {
    expect(problems).toEqual([]);
  });
});

async function bundleGallery(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [resolve(__dirname, "gallery/main.ts")],
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "silent",
  });
  return outputFiles[0]?.text ?? "";
}
