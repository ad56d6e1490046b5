import { build, type BuildOptions } from "esbuild";
import { resxTexts } from "./resx";
import { fromRoot, ROOT } from "./root";
import type { Bundle } from "./targets";
import { tighten } from "./tighten";

const COMMON: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  write: true,
  legalComments: "none",
  charset: "utf8",
  logLevel: "warning",
  jsx: "transform",
  loader: { ".sql": "text", ".css": "text", ".svg": "text", ".html": "text" },
};

/** Bundles a program for Node 20; packages are loaded from node_modules when it runs. */
export async function bundleProgram({ entry, outfile }: Bundle): Promise<void> {
  await build({
    ...COMMON,
    entryPoints: [fromRoot(entry)],
    outfile: fromRoot(outfile),
    platform: "node",
    target: "node20",
    format: "cjs",
    packages: "external",
    banner: { js: "#!/usr/bin/env node" },
    sourcemap: "linked",
    // What only tests may do is not in what ships.
    define: { "process.env.WAVE_SYNC_TEST_DATABASE": "undefined" },
  });
}

/** Bundles a script for the browser: one file, minified, nothing global but what it sets itself. */
export async function bundleScript({ entry, outfile }: Bundle): Promise<void> {
  await build({
    ...COMMON,
    entryPoints: [fromRoot(entry)],
    outfile: fromRoot(outfile),
    platform: "browser",
    // What the platform's own client asks of a browser today is above this.
    target: "es2020",
    format: "iife",
    minify: true,
    plugins: [resxTexts],
    define: { "process.env.NODE_ENV": '"production"' },
  });
  tighten(fromRoot(outfile));
}
