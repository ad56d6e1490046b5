import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, relative } from "node:path";
import { hashOf, isFresh, markFresh } from "./cache";
import { sourceFilesOf } from "./inputs";
import { fromRoot } from "./root";
import { CONTROLS } from "./targets";
import { tightenControl } from "./tighten";

interface ControlsConfig {
  readonly controlsRoot: string;
  readonly outDir: string;
  readonly buildMode: "production" | "development";
  readonly locale: string;
  readonly skipBuildLinting: boolean;
}

/**
 * Builds all controls with pcf-scripts, and gives the folder with one sub-folder a control. The tool takes several
 * seconds, so it is left out when nothing it reads has changed.
 */
export async function buildControls(): Promise<{ folder: string; built: boolean }> {
  const config = JSON.parse(readFileSync(fromRoot("pcf.config.json"), "utf8")) as ControlsConfig;
  const folder = fromRoot(config.outDir);
  const inputs = hashOf({
    texts: [JSON.stringify(config)],
    files: [
      ...["package-lock.json", "tsconfig.json", "scripts/build/tighten.ts"].map((it) => fromRoot(it)),
      ...(await sourceFilesOf(CONTROLS.map((it) => `controls/${it.folder}/index.ts`))),
    ],
    folders: [fromRoot("controls")],
    // Code counts by what is imported (above); the tool writes the types of each manifest itself.
    ignore: /\.tsx?$|(^|\/)generated\//,
  });
  if (isFresh(folder, inputs)) return { folder, built: false };
  const beside = `${folder}.${process.pid}`;
  rmSync(beside, { recursive: true, force: true });
  mkdirSync(beside, { recursive: true });
  runPcfScripts(config, beside);
  CONTROLS.forEach(({ folder: name }) => tightenControl(join(beside, name)));
  markFresh(beside, inputs);
  rmSync(folder, { recursive: true, force: true });
  renameSync(beside, folder);
  return { folder, built: true };
}

/** The tool reads settings from its arguments or from pcfconfig.json; ours are in pcf.config.json, so we pass them on. */
function runPcfScripts(config: ControlsConfig, outDir: string): void {
  const cwd = fromRoot(config.controlsRoot);
  const program = createRequire(__filename).resolve("pcf-scripts/bin/pcf-scripts.js");
  const settings = [
    ["--outDir", relative(cwd, outDir)],
    ["--buildMode", config.buildMode],
    ["--locale", config.locale],
    ["--skipBuildLinting", String(config.skipBuildLinting)],
  ].flat();
  const run = spawnSync(process.execPath, [program, "build", "--noColor", ...settings], {
    cwd,
    encoding: "utf8",
    // Without this the tool reports every build to its maker.
    env: { ...process.env, PP_TOOLS_TELEMETRY_OPTOUT: "true" },
  });
  if (run.status !== 0) {
    rmSync(outDir, { recursive: true, force: true });
    throw new Error(`pcf-scripts could not build the controls:\n${run.stdout}\n${run.stderr}`);
  }
}
