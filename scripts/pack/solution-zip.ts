import { printXmlFile } from "../solution/print-xml";
import { child, textOf } from "../solution/xml";
import { contentTypes } from "./content-types";
import { packCustomizations } from "./customizations";
import { xmlAt, type SolutionFiles } from "./files";
import { zipEntries } from "./zip";

/**
 * Packs an unpacked solution into the bytes an environment imports. A managed and an unmanaged solution hold the same
 * parts; they differ in `<Managed>` alone, and the platform treats them differently from there on.
 */
export function packSolution(files: SolutionFiles, managed: boolean): Uint8Array {
  const entries = new Map<string, Uint8Array>();
  const text = (content: string): Uint8Array => Buffer.from(content, "utf8");
  for (const [path, bytes] of files) {
    const target = zipPath(files, path);
    if (target) entries.set(target, bytes);
  }
  entries.set("solution.xml", text(packManifest(files, managed)));
  entries.set("customizations.xml", text(packCustomizations(files)));
  entries.set("[Content_Types].xml", text(contentTypes([...entries.keys()])));
  return zipEntries(entries);
}

/** Folders of components that the platform takes as they are. */
const COPIED = /^(customapis|environmentvariabledefinitions)\//;

/** Where a file goes in the zip; undefined when it becomes a part of an XML file. */
function zipPath(files: SolutionFiles, path: string): string | undefined {
  if (path.endsWith(".data.xml")) return undefined;
  if (path.startsWith("Controls/") || COPIED.test(path)) return path;
  if (!path.startsWith("WebResources/")) return undefined;
  const fileName = textOf(xmlAt(files, `${path}.data.xml`), "FileName");
  return fileName.replace(/^\//, "");
}

function packManifest(files: SolutionFiles, managed: boolean): string {
  const root = xmlAt(files, "Other/Solution.xml");
  const flag = child(root, "SolutionManifest", "Managed");
  if (!flag) throw new Error("Other/Solution.xml has no <Managed>");
  flag.textContent = managed ? "1" : "0";
  return printXmlFile(root);
}
