import { unzipSync } from "fflate";
import { readFileSync } from "node:fs";
import type { Element } from "@xmldom/xmldom";
import { fromRoot } from "../../../scripts/build/root";
import { assembleSolution, ZIPS } from "../../../scripts/build/solution";
import { pathsLike, xmlAt } from "../../../scripts/pack/files";
import { child, children, parseXml, textOf } from "../../../scripts/solution/xml";

/** The whole unpacked solution: its source and what the build adds. */
export const files = assembleSolution();

/** Root elements of all files a pattern matches, with their paths. */
export function xmlFiles(pattern: RegExp): { path: string; root: Element }[] {
  return pathsLike(files, pattern).map((path) => ({ path, root: xmlAt(files, path) }));
}

/** The entries of a built zip. */
export function zipEntries(kind: keyof typeof ZIPS): Record<string, Uint8Array> {
  return unzipSync(readFileSync(fromRoot(ZIPS[kind])));
}

/** An XML entry of a built zip. */
export function zipXml(kind: keyof typeof ZIPS, entry: string): Element {
  return parseXml(Buffer.from(zipEntries(kind)[entry] ?? "").toString("utf8"), entry);
}

/** The value without braces, in lower case: how IDs are compared. */
export const bare = (id: string | null): string => (id ?? "").replace(/[{}]/g, "").toLowerCase();

/** Entity.xml by logical name. */
export const entities = new Map(
  xmlFiles(/^Entities\/[^/]+\/Entity\.xml$/).map(({ path, root }) => {
    const entity = child(root, "EntityInfo", "entity");
    if (!entity) throw new Error(path);
    return [(entity.getAttribute("Name") ?? "").toLowerCase(), { folder: path.split("/")[1] ?? "", entity }];
  }),
);

/** Logical names of the columns that the solution itself gives a table. */
export function solutionColumns(table: string): string[] {
  const entity = entities.get(table)?.entity;
  const attributes = entity && child(entity, "attributes");
  return attributes ? children(attributes, "attribute").map((it) => textOf(it, "LogicalName")) : [];
}

/** Logical name of the table a file below Entities/ belongs to. */
export const tableOf = (path: string): string => (path.split("/")[1] ?? "").toLowerCase();
