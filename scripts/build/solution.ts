import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { readFolder } from "../pack/files";
import { packSolution } from "../pack/solution-zip";
import { SOLUTION_SOURCE } from "../solution/files";
import { fromRoot } from "./root";
import { CONTROLS, WEB_RESOURCE_FILES, WEB_RESOURCE_SCRIPTS, type WebResource } from "./targets";

/** Where the built web resources wait for the packer. */
export const builtScript = (script: WebResource): string => `dist/webresources/${script.name}`;

export const ZIPS = {
  unmanaged: "dist/WaveSync_unmanaged.zip",
  managed: "dist/WaveSync_managed.zip",
} as const;

/** `solution/src` plus what the build made: the whole unpacked solution, in SolutionPackager's layout. */
export function assembleSolution(): Map<string, Uint8Array> {
  const files = readFolder(fromRoot(SOLUTION_SOURCE));
  for (const script of WEB_RESOURCE_SCRIPTS)
    addFile(files, builtScript(script), `WebResources/${script.name}`);
  for (const { source, name } of WEB_RESOURCE_FILES) addFile(files, source, `WebResources/${name}`);
  for (const { folder, name } of CONTROLS) {
    for (const [path, bytes] of readFolder(fromRoot("dist/controls", folder))) {
      files.set(`Controls/${name}/${path}`, bytes);
    }
  }
  return files;
}

/** Writes both zips; gives their sizes in bytes. */
export function writeZips(): { unmanaged: number; managed: number } {
  const files = assembleSolution();
  const write = (path: string, managed: boolean): number => {
    const bytes = packSolution(files, managed);
    mkdirSync(dirname(fromRoot(path)), { recursive: true });
    // Written beside and moved: who reads meanwhile sees the old zip or the new one, never half of it.
    const beside = `${fromRoot(path)}.${process.pid}`;
    writeFileSync(beside, bytes);
    renameSync(beside, fromRoot(path));
    return bytes.length;
  };
  return { unmanaged: write(ZIPS.unmanaged, false), managed: write(ZIPS.managed, true) };
}

/** Writes the whole unpacked solution into a folder, for Microsoft's own tools. */
export function writeUnpacked(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [path, bytes] of assembleSolution()) {
    const file = `${folder}/${path}`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

function addFile(files: Map<string, Uint8Array>, source: string, path: string): void {
  if (!existsSync(fromRoot(source))) throw new Error(`${source} is missing; the solution registers ${path}`);
  files.set(path, readFileSync(fromRoot(source)));
}
