import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

/** Where the solution's source is, from the root of the repository. */
export const SOLUTION_SOURCE = "solution/src";

/** Sorts as a computer reads, not as a language does: the same on every machine. */
export const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** All files below a folder, as sorted paths relative to it with forward slashes; none when it does not exist. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort(byCodeUnit);
}

/** The sub-folders of a folder, sorted; none when it does not exist. */
export function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort(byCodeUnit);
}
