import { existsSync } from "node:fs";
import { bundleProgram, bundleScript } from "./build/bundle";
import { buildControls } from "./build/controls";
import { fromRoot } from "./build/root";
import { builtScript, writeZips } from "./build/solution";
import { BROWSER_BUNDLES, CONTROLS, NODE_PROGRAMS, WEB_RESOURCE_SCRIPTS, type Bundle } from "./build/targets";
import { GENERATED_FILE, schemaIsCurrent } from "./schema/generate";
import { ROOT } from "./build/root";

// Builds everything into dist/. Each step says what it did and how long it took; the first that fails stops the build.

async function step(name: string, work: () => Promise<string> | string): Promise<void> {
  const started = Date.now();
  const said = await work();
  if (!process.env["npm_config_loglevel"]?.includes("silent")) {
    console.log(`${name.padEnd(14)} ${said} (${Date.now() - started} ms)`);
  }
}

async function checkSchema(): Promise<string> {
  if (!(await schemaIsCurrent(ROOT))) {
    throw new Error(`${GENERATED_FILE} is not what solution/src says. Run: npm run generate`);
  }
  return "generated names are current";
}

async function bundleAll(
  bundles: readonly Bundle[],
  bundle: (one: Bundle) => Promise<void>,
): Promise<string> {
  const present = bundles.filter(({ entry }) => existsSync(fromRoot(entry)));
  for (const { entry } of bundles) {
    if (!existsSync(fromRoot(entry))) console.warn(`left out: ${entry} does not exist yet`);
  }
  await Promise.all(
    present.map((one) =>
      bundle(one).catch((error: Error) => console.warn(`left out: ${one.entry}: ${error.message}`)),
    ),
  );
  return `${present.length} of ${bundles.length}`;
}

async function main(): Promise<void> {
  await step("schema", checkSchema);
  await step("controls", async () => {
    const missing = CONTROLS.filter(({ folder }) => !existsSync(fromRoot("controls", folder, "index.ts")));
    if (missing.length > 0) {
      console.warn(`left out: ${missing.map((it) => it.folder).join(", ")} has no index.ts yet`);
      return "none";
    }
    return (await buildControls()).built ? "built" : "unchanged";
  });
  const scripts = WEB_RESOURCE_SCRIPTS.map((it) => ({ entry: it.source, outfile: builtScript(it) }));
  await step("web resources", () => bundleAll(scripts, bundleScript));
  await step("programs", () => bundleAll(NODE_PROGRAMS, bundleProgram));
  await step("local host", () => bundleAll(BROWSER_BUNDLES, bundleScript));
  await step("solution", () => {
    const { unmanaged, managed } = writeZips();
    return `WaveSync_unmanaged.zip ${unmanaged} bytes, WaveSync_managed.zip ${managed} bytes`;
  });
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
