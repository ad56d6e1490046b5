import { makeEmptyCluster } from "../connector/database/make-cluster";
import { bundleProgram, bundleScript } from "./build/bundle";
import { buildControls } from "./build/controls";
import { fromRoot, ROOT } from "./build/root";
import { builtScript, writeZips } from "./build/solution";
import { BROWSER_BUNDLES, NODE_PROGRAMS, WEB_RESOURCE_SCRIPTS, type Bundle } from "./build/targets";
import { GENERATED_FILE, schemaIsCurrent } from "./schema/generate";

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

type Work = readonly [entry: string, bundling: Promise<void>];

const scripts = (bundles: readonly Bundle[]): Work[] => bundles.map((it) => [it.entry, bundleScript(it)]);
const programs = (bundles: readonly Bundle[]): Work[] => bundles.map((it) => [it.entry, bundleProgram(it)]);

/** Waits for all, then says which failed (esbuild has said why): one broken program does not hide the next. */
async function finish(work: readonly Work[]): Promise<string> {
  const results = await Promise.allSettled(work.map(([, bundling]) => bundling));
  const broken = work.filter((_, at) => results[at]?.status === "rejected").map(([entry]) => entry);
  if (broken.length > 0) throw new Error(`could not bundle ${broken.join(", ")} (see above)`);
  return work.map(([entry]) => entry).join(", ");
}

async function main(): Promise<void> {
  await step("schema", checkSchema);
  await step("controls", async () => ((await buildControls()).built ? "built" : "unchanged"));
  const forDynamics = WEB_RESOURCE_SCRIPTS.map((it) => ({ entry: it.source, outfile: builtScript(it) }));
  await step("web resources", () => finish(scripts(forDynamics)));
  await step("solution", () => {
    const { unmanaged, managed } = writeZips();
    return `WaveSync_unmanaged.zip ${unmanaged} bytes, WaveSync_managed.zip ${managed} bytes`;
  });
  await step("database", async () => {
    await makeEmptyCluster(fromRoot("dist/bin"));
    return "an empty one, for connectors to begin with";
  });
  await step("programs", () => finish([...programs(NODE_PROGRAMS), ...scripts(BROWSER_BUNDLES)]));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
