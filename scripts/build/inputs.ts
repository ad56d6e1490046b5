import { build } from "esbuild";
import { fromRoot, ROOT } from "./root";

/**
 * The source files a program is made of, as absolute paths: its entry and all it imports, without packages. Files that
 * only give types are not among them: they cannot change what is built.
 */
export async function sourceFilesOf(entries: readonly string[]): Promise<string[]> {
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: entries.map((entry) => fromRoot(entry)),
    outdir: "unused",
    bundle: true,
    packages: "external",
    platform: "browser",
    write: false,
    metafile: true,
    logLevel: "silent",
    loader: { ".css": "text", ".svg": "text" },
  });
  return Object.keys(metafile.inputs)
    .sort()
    .map((path) => fromRoot(path));
}
