import type { Element } from "@xmldom/xmldom";
import { printXmlFile } from "../solution/print-xml";
import { child, children } from "../solution/xml";
import { packEntity } from "./entity";
import { pathsLike, xmlAt, type SolutionFiles } from "./files";

/** Which files fill which container of customizations.xml, each with the file's root element. */
const WHOLE_FILES: readonly (readonly [container: string, pattern: RegExp])[] = [
  ["Roles", /^Roles\/[^/]+\.xml$/],
  ["optionsets", /^OptionSets\/[^/]+\.xml$/],
  ["WebResources", /^WebResources\/.+\.data\.xml$/],
  ["CustomControls", /^Controls\/[^/]+\/ControlManifest\.xml\.data\.xml$/],
  ["SdkMessageProcessingSteps", /^SdkMessageProcessingSteps\/[^/]+\.xml$/],
  ["AppModuleSiteMaps", /^AppModuleSiteMaps\/[^/]+\/AppModuleSiteMap\.xml$/],
  ["AppModules", /^AppModules\/[^/]+\/AppModule\.xml$/],
];

/** The same, where the files' root is the container itself and its children go in. */
const WRAPPED_FILES: readonly (readonly [container: string, pattern: RegExp])[] = [
  ["EntityRelationships", /^Other\/Relationships\/[^/]+\.xml$/],
  ["ServiceEndpoints", /^PluginAssemblies\/ServiceEndpoints\.xml$/],
];

/** The text of customizations.xml. Throws when a file has no container to go into. */
export function packCustomizations(files: SolutionFiles): string {
  const root = xmlAt(files, "Other/Customizations.xml");
  const folders = pathsLike(files, /^Entities\/[^/]+\/Entity\.xml$/).map((path) => path.split("/")[1] ?? "");
  fill(
    root,
    "Entities",
    folders.map((folder) => packEntity(files, folder)),
  );
  for (const [container, pattern] of WHOLE_FILES) {
    const found = pathsLike(files, pattern).map((path) => xmlAt(files, path));
    fill(root, container, found);
  }
  for (const [container, pattern] of WRAPPED_FILES) {
    const found = pathsLike(files, pattern).flatMap((path) => children(xmlAt(files, path)));
    fill(root, container, found);
  }
  return printXmlFile(root);
}

function fill(root: Element, container: string, elements: readonly Element[]): void {
  if (elements.length === 0) return;
  const into = child(root, container);
  if (!into) throw new Error(`Other/Customizations.xml has no <${container} /> to fill`);
  for (const element of elements) {
    // The root declares the namespace once for all.
    element.removeAttribute("xmlns:xsi");
    into.appendChild(element);
  }
}
