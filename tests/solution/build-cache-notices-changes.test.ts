import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { hashOf, isFresh, markFresh } from "../../scripts/build/cache";
import { sourceFilesOf } from "../../scripts/build/inputs";
import { fromRoot } from "../../scripts/build/root";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "build-cache-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const output = (): string => join(folder, "bundle.js");
function made(inputs: string): void {
  writeFileSync(output(), "built");
  markFresh(folder, inputs);
}

test("what was made from the same inputs is fresh", () => {
  made("a");
  expect(isFresh(folder, "a")).toBe(true);
});

test("other inputs, a changed output or a missing output ask for a new build", () => {
  made("a");
  expect(isFresh(folder, "b")).toBe(false);
  writeFileSync(output(), "changed by hand");
  expect(isFresh(folder, "a")).toBe(false);
  made("a");
  rmSync(output());
  expect(isFresh(folder, "a")).toBe(false);
});

test("a folder that was never finished is not fresh", () => {
  writeFileSync(output(), "half");
  expect(isFresh(folder, "a")).toBe(false);
  expect(isFresh(join(folder, "absent"), "a")).toBe(false);
});

test("the hash sees contents, names and settings, and not what is left out", () => {
  const hash = (texts: string[] = []): string => hashOf({ texts, folders: [folder], ignore: /\.log$/ });
  writeFileSync(join(folder, "a.ts"), "one");
  const first = hash();
  writeFileSync(join(folder, "a.log"), "noise");
  expect(hash()).toBe(first);
  expect(hash(["production"])).not.toBe(first);
  writeFileSync(join(folder, "a.ts"), "two");
  expect(hash()).not.toBe(first);
});

test("the panel's sources reach from its entry into core and the client", async () => {
  const sources = await sourceFilesOf(["controls/SyncPanel/index.ts"]);
  expect(sources).toContain(fromRoot("controls/SyncPanel/index.ts"));
  expect(sources).toContain(fromRoot("core/generated/schema.ts"));
  expect(sources.some((path) => path.startsWith(fromRoot("webresources/client/")))).toBe(true);
  expect(sources.some((path) => path.includes("node_modules"))).toBe(false);
});
