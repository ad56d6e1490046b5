import { existsSync } from "node:fs";
import path from "node:path";
import { StartError } from "./start-error";

/** The folder of the package, whether this runs from `dist/bin` or from source: the nearest with a package.json. */
function projectFolder(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, "package.json"))) return folder;
    if (folder === path.dirname(folder)) throw new Error("package.json was not found above the program.");
  }
}

/** The program `wave-sync`, as the build made it: the product is seen from outside only. */
export function waveSyncProgram(): string {
  return built("bin", "wave-sync.cjs");
}

/** The folder with the scripts of the form host; a page asked for before they are built says so. */
export const hostScripts = (): string => path.join(projectFolder(), "dist", "local");

/** A file of `dist/`; throws when it is not built. */
export function built(...parts: string[]): string {
  const file = path.join(projectFolder(), "dist", ...parts);
  if (existsSync(file)) return file;
  throw new StartError(`There is no ${file}.`, 'Build it with "npm run build".');
}
