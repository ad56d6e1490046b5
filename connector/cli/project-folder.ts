import { existsSync } from "node:fs";
import path from "node:path";

/** The folder of the package, whether this runs from `dist/bin` or from source: the nearest with a package.json. */
export function projectFolder(): string {
  for (let folder = __dirname; ; folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, "package.json"))) return folder;
    if (folder === path.dirname(folder)) throw new Error("package.json was not found above the program.");
  }
}
