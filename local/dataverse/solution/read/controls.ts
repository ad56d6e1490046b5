import type { Element } from "@xmldom/xmldom";
import { importFailed, invalidSolutionFile } from "../errors";
import { attribute, child, children, descendants, textOf } from "../xml/elements";
import { parseXml } from "../xml/parse";
import type { ZipFiles } from "../zip/read-zip";
import type { PackagedControl } from "./types";

/** Reads one `<CustomControl>`: its built manifest and the files beside it. */
export function readControl(element: Element, files: ZipFiles): PackagedControl {
  const name = textOf(element, "Name");
  const path = textOf(element, "FileName")?.replace(/^\//, "");
  if (name === undefined || path === undefined)
    throw invalidSolutionFile("a custom control has no name or no file");
  const bytes = files.get(path);
  if (bytes === undefined) throw importFailed(`the file ${path} of control ${name} is not in the zip`, name);
  const control = child(parseXml(bytes, path), "control");
  if (control === undefined) throw importFailed(`${path} has no control`, name);
  const folder = path.slice(0, path.lastIndexOf("/") + 1);
  const own = new Map(
    [...files].flatMap(([at, file]) => (at.startsWith(folder) ? [[at.slice(folder.length), file]] : [])),
  );
  for (const needed of resourcesOf(control)) {
    if (!own.has(needed)) throw importFailed(`the file ${needed} of control ${name} is not in the zip`, name);
  }
  return {
    name,
    manifest: new TextDecoder().decode(bytes),
    version: attribute(control, "version") ?? "0.0.0",
    properties: children(control, "property").map((property) => ({
      name: attribute(property, "name") ?? "",
      required: attribute(property, "required") === "true",
      usage: attribute(property, "usage") ?? "bound",
    })),
    files: own,
  };
}

/** Files the manifest names; platform libraries come from the host and have no path. */
const resourcesOf = (control: Element): readonly string[] =>
  descendants(control, "resources")
    .flatMap((resources) => children(resources))
    .flatMap((resource) => attribute(resource, "path") ?? []);
