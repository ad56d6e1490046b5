import { readFileSync } from "node:fs";
import { join } from "node:path";
import { byCodeUnit, filesBelow } from "../solution/files";
import { parseXml } from "../solution/xml";
import type { Element } from "@xmldom/xmldom";

/** Files of an unpacked solution by path (forward slashes): what is in `solution/src`, and what the build adds to it. */
export type SolutionFiles = ReadonlyMap<string, Uint8Array>;

/** Reads all files below a folder. */
export function readFolder(folder: string): Map<string, Uint8Array> {
  return new Map(filesBelow(folder).map((path) => [path, readFileSync(join(folder, path))]));
}

/** Paths that a pattern matches, sorted. */
export function pathsLike(files: SolutionFiles, pattern: RegExp): string[] {
  return [...files.keys()].filter((path) => pattern.test(path)).sort(byCodeUnit);
}

/** The root element of an XML file; throws when the file is missing or not well-formed. */
export function xmlAt(files: SolutionFiles, path: string): Element {
  const bytes = files.get(path);
  if (!bytes) throw new Error(`the solution has no ${path}`);
  return parseXml(Buffer.from(bytes).toString("utf8"), path);
}
