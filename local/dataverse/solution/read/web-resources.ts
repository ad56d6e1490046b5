import type { Element } from "@xmldom/xmldom";
import { importFailed, invalidSolutionFile } from "../errors";
import { guidOf, numberOf, textOf } from "../xml/elements";
import type { ZipFiles } from "../zip/read-zip";
import type { PackagedWebResource } from "./types";

/** Reads one `<WebResource>` and its file, which `FileName` names from the root of the zip. */
export function readWebResource(element: Element, files: ZipFiles): PackagedWebResource {
  const name = textOf(element, "Name");
  const id = guidOf(textOf(element, "WebResourceId"));
  if (name === undefined || id === undefined)
    throw invalidSolutionFile("a web resource has no id or no name");
  const path = (textOf(element, "FileName") ?? "").replace(/^\//, "");
  const content = files.get(path);
  if (content === undefined)
    throw importFailed(`the file ${path} of web resource ${name} is not in the zip`, name);
  const languageCode = numberOf(element, "LanguageCode");
  return {
    id,
    name,
    type: numberOf(element, "WebResourceType") ?? 0,
    content,
    ...optional("displayName", textOf(element, "DisplayName")),
    ...optional("description", textOf(element, "Description")),
    ...optional("dependencyXml", textOf(element, "DependencyXml")),
    ...(languageCode === undefined ? {} : { languageCode }),
  };
}

const optional = <K extends string>(key: K, value: string | undefined): { [P in K]?: string } =>
  (value === undefined ? {} : { [key]: value }) as { [P in K]?: string };
