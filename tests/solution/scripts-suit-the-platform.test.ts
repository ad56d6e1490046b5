import { gzipSync } from "node:zlib";
import { files } from "./support/solution";

const text = (path: string): string => Buffer.from(files.get(path)!).toString("utf8");
const scripts = [
  "WebResources/wave_/js/form.js",
  "WebResources/wave_/js/ribbon.js",
  "WebResources/wave_/js/values.js",
  "Controls/wave_WaveSync.SyncPanel/bundle.js",
  "Controls/wave_WaveSync.IssueDecision/bundle.js",
  "Controls/wave_WaveSync.MailCard/bundle.js",
];

test.each(scripts)("%s neither evaluates text nor writes markup", (path) => {
  expect(text(path)).not.toMatch(/\beval\(|new Function\(|document\.write|\.innerHTML\s*=/);
});

test.each(scripts)("%s uses no client API that is deprecated or unsupported", (path) => {
  expect(text(path)).not.toMatch(/Xrm\.Page\b|window\.parent\b|window\.top\b|getUserLcid|getUserRoles/);
});

test.each(scripts)("%s names no machine it was built on", (path) => {
  expect(text(path)).not.toContain(process.cwd());
});

test.each(["SyncPanel", "IssueDecision", "MailCard"])(
  "%s brings neither React nor Fluent along: its own code stays under 20 kB",
  (name) => {
    const bundle = text(`Controls/wave_WaveSync.${name}/bundle.js`);
    expect(gzipSync(bundle).length).toBeLessThan(20_000);
    expect(bundle).toContain("Reactv16");
    expect(bundle).toContain("FluentUIReactv940");
  },
);

test.each([
  "pushRecord",
  "pullRecord",
  "previewRecord",
  "pushSelected",
  "pullSelected",
  "previewSelected",
  "isConnected",
])("the ribbon's script publishes %s", (name) => {
  expect(text("WebResources/wave_/js/ribbon.js")).toMatch(new RegExp(`\\b${name}\\b`));
});
