import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

/** A control is loaded with every form: its own code stays under 20 kB, compressed as the platform sends it. */
const LIMIT_BYTES = 20_000;

describe.each(["SyncPanel", "IssueDecision", "MailCard"])("the built control %s", (name) => {
  // What the build (`npm run build`, which `npm test` runs first) made of it.
  const bundle = resolve(__dirname, `../../dist/controls/${name}/bundle.js`);
  const code = existsSync(bundle) ? readFileSync(bundle) : undefined;

  it("is there", () => {
    expect(code?.length ?? 0).toBeGreaterThan(10_000);
  });

  it(`is smaller than ${LIMIT_BYTES} bytes, gzip`, () => {
    expect(gzipSync(code ?? "", { level: 9 }).length).toBeLessThan(LIMIT_BYTES);
  });

  it("takes React and Fluent from the platform instead of bringing its own", () => {
    const text = code?.toString("utf8") ?? "";
    expect(text).toContain("Reactv16");
    expect(text).toContain("FluentUIReactv940");
    expect(text).not.toContain("react.production.min");
  });

  it("is a production build: no eval", () => {
    expect(code?.toString("utf8")).not.toMatch(/\beval\(/);
  });
});
