import { existsSync } from "node:fs";
import { bundleProgram, bundleScript } from "./build/bundle";
import { buildControls } from "./build/controls";
import { fromRoot } from "./build/root";
import { builtScript, writeZips } from "./build/solution";
import {
  BROWSER_BUNDLES,
  NODE_PROGRAMS,
  STILL_BEING_WRITTEN,
  WEB_RESOURCE_SCRIPTS,
  type Bundle,
} from "./build/targets";
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

/** Bundles all it can, then says what failed: one broken program does not hide the next. */
async function bundleAll(
  bundles: readonly Bundle[],
  bundle: (one: Bundle) => Promise<void>,
): Promise<string> {
  const present = bundles.filter(
    ({ entry }) => existsSync(fromRoot(entry)) || !STILL_BEING_WRITTEN.has(entry),
  );
  for (const { entry } of bundles.filter((it) => !present.includes(it))) {
    console.warn(`left out: ${entry} does not exist yet`);
  }
  const results = await Promise.allSettled(present.map(bundle));
  const broken = present.filter((_, at) => results[at]?.status === "rejected").map((it) => it.entry);
  if (broken.length > 0) throw new Error(`could not bundle ${broken.join(", ")} (see above)`);
  return present.map((it) => it.outfile).join(", ");
}

async function main(): Promise<void> {
  await step("schema", checkSchema);
  await step("controls", async () => ((await buildControls()).built ? "built" : "unchanged"));
  const scripts = WEB_RESOURCE_SCRIPTS.map((it) => ({ entry: it.source, outfile: builtScript(it) }));
  await step("web resources", () => bundleAll(scripts, bundleScript));
  await step("solution", () => {
    const { unmanaged, managed } = writeZips();
    return `WaveSync_unmanaged.zip ${unmanaged} bytes, WaveSync_managed.zip ${managed} bytes`;
  });
  await step("local host", () => bundleAll(BROWSER_BUNDLES, bundleScript));
  await step("programs", () => bundleAll(NODE_PROGRAMS, bundleProgram));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
