import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const CORE = join(ROOT, "core");

/** Module specifiers a file loads at run time; `import type` loads nothing. */
function importsOf(file: string): string[] {
  const source = readFileSync(file, "utf8");
  const found = [...source.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?"([^"]+)"/gm)];
  return found.map((match) => match[1]!);
}

function fileOf(specifier: string, from: string): string {
  const path = resolve(dirname(from), specifier);
  return [`${path}.ts`, path].find((candidate) => existsSync(candidate))!;
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** All packages a file needs, itself or through others. */
function packagesOf(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  for (const specifier of importsOf(file)) {
    if (!specifier.startsWith(".")) packages.add(specifier);
    else if (!specifier.endsWith(".json"))
      for (const name of packagesOf(fileOf(specifier, file), seen)) packages.add(name);
  }
  return packages;
}

describe("core runs anywhere", () => {
  test("it loads nothing but itself and four libraries that do no I/O", () => {
    const outside = sources(CORE).flatMap((file) =>
      importsOf(file)
        .filter((specifier) =>
          specifier.startsWith(".") ? relative(CORE, fileOf(specifier, file)).startsWith("..") : true,
        )
        .map((specifier) => specifier),
    );
    expect([...new Set(outside)].sort()).toEqual(["libphonenumber-js/min", "postal-mime", "tldts", "zod"]);
  });

  test("it names no system: what is particular to one stands with its adapter", () => {
    const ours = /Wave Sync|wave-sync|\bwave_\w+/g;
    const named = sources(CORE)
      .filter((file) => !file.includes("/generated/"))
      .filter((file) => /\b(wave|front|enginy|nylas)\b/i.test(readFileSync(file, "utf8").replace(ours, "")));
    expect(named.map((file) => relative(CORE, file))).toEqual([]);
  });

  test.each([
    "operation/types.ts",
    "operation/counts.ts",
    "operation/run-verdict.ts",
    "plan/types.ts",
    "issues/codes.ts",
    "issues/describe.ts",
    "issues/languages.ts",
    "mapping/types.ts",
    "mapping/columns.ts",
    "mapping/validate-field-map.ts",
    "mapping/validate-match-rules.ts",
    "mapping/defaults/contact-identifiers.ts",
    "odata/key.ts",
    "odata/literal.ts",
    "ids/record-ids.ts",
    "mail/message-id.ts",
    "mail/key.ts",
    "values/guid.ts",
    "values/same.ts",
    "outcome.ts",
  ])("a form can load %s without any library", (file) => {
    expect([...packagesOf(join(CORE, file))]).toEqual([]);
  });
});
