import { gzipSync } from "node:zlib";
import { files } from "./support/solution";

const script = (name: string) => Buffer.from(files.get(`WebResources/wave_/js/${name}`)!);

/** A person waits for it once, and for one language. */
const LIMIT_BYTES = 250_000;

test.each(["1033", "1031", "1036", "3082"])(
  "the pages and their texts (%s) are under 250 kB, as the platform sends them",
  (lcid) => {
    const sizes = [script("setup.js"), script(`setup.${lcid}.js`)].map(
      (code) => gzipSync(code, { level: 9 }).length,
    );
    expect(sizes[0]! + sizes[1]!).toBeLessThan(LIMIT_BYTES);
  },
);

test("they bring the React that the platform has for controls, and one language at most", () => {
  const code = script("setup.js").toString("utf8");
  expect(code).toContain('"16.14.0"');
  expect(code).not.toContain("Verbindung");
});

test("they name no machine they were built on, and need no Xrm", () => {
  const code = script("setup.js").toString("utf8");
  expect(code).not.toContain(process.cwd());
  expect(code).not.toMatch(/\bXrm\b\.(?!WebApi)/);
});

test("their document holds no script of its own: a strict content security policy would refuse it", () => {
  const html = Buffer.from(files.get("WebResources/wave_/pages/setup.html")!).toString("utf8");
  expect(html).not.toMatch(/<script>|<style|\son\w+=|https?:/);
});
