import { createHash } from "node:crypto";
import type { Element } from "@xmldom/xmldom";
import { invalidSolutionFile } from "../errors";
import { child, children, outerXml } from "../xml/elements";
import { parseXml } from "../xml/parse";
import { readZip, type ZipFiles } from "../zip/read-zip";
import { readApp, readSiteMap } from "./apps";
import { readChoice } from "./choices";
import { readControl } from "./controls";
import { readCustomApis } from "./custom-apis";
import { readManifest } from "./manifest";
import { isManyToMany, readManyToMany, readRelationship } from "./relationships";
import { readRole } from "./roles";
import { readServiceEndpoint, readStep } from "./steps";
import { readTable } from "./tables";
import type { SolutionPackage } from "./types";
import { readWebResource } from "./web-resources";

/** Containers of customizations.xml that the local Dataverse knows; others must be empty. */
const KNOWN = new Set([
  "Entities",
  "Roles",
  "EntityRelationships",
  "optionsets",
  "WebResources",
  "CustomControls",
  "SdkMessageProcessingSteps",
  "ServiceEndpoints",
  "AppModuleSiteMaps",
  "AppModules",
  "RibbonDiffXml",
  "Languages",
]);

/** Folders of the zip whose components are imported; what is in others is not. */
const KNOWN_FOLDERS = new Set(["WebResources", "Controls", "customapis"]);

/** The zip read last. Many environments of one process are given the same one, and reading takes longer than applying. */
let readLast: { readonly digest: string; readonly solution: SolutionPackage } | undefined;

/** Reads a solution zip into plain data. Throws an ImportError when it is no solution, or cannot be read. */
export function readSolution(bytes: Uint8Array): SolutionPackage {
  const digest = createHash("sha256").update(bytes).digest("base64");
  if (readLast?.digest !== digest) readLast = { digest, solution: read(bytes) };
  return readLast.solution;
}

function read(bytes: Uint8Array): SolutionPackage {
  const files = readZip(bytes);
  for (const needed of ["solution.xml", "customizations.xml", "[Content_Types].xml"]) {
    if (!files.has(needed)) throw invalidSolutionFile(`it has no ${needed}`);
  }
  const customizations = parseXml(files.get("customizations.xml") ?? "", "customizations.xml");
  const of = (container: string, name: string): readonly Element[] =>
    children(child(customizations, container), name);
  const relationships = of("EntityRelationships", "EntityRelationship");
  const ribbon = child(customizations, "RibbonDiffXml");
  return {
    manifest: readManifest(parseXml(files.get("solution.xml") ?? "", "solution.xml")),
    tables: of("Entities", "Entity").map(readTable),
    relationships: relationships.filter((one) => !isManyToMany(one)).map(readRelationship),
    manyToMany: relationships.filter(isManyToMany).map(readManyToMany),
    choices: of("optionsets", "optionset").map(readChoice),
    roles: of("Roles", "Role").map(readRole),
    webResources: of("WebResources", "WebResource").map((one) => readWebResource(one, files)),
    controls: of("CustomControls", "CustomControl").map((one) => readControl(one, files)),
    siteMaps: of("AppModuleSiteMaps", "AppModuleSiteMap").map(readSiteMap),
    apps: of("AppModules", "AppModule").map(readApp),
    customApis: readCustomApis(files),
    serviceEndpoints: of("ServiceEndpoints", "ServiceEndpoint").map(readServiceEndpoint),
    steps: of("SdkMessageProcessingSteps", "SdkMessageProcessingStep").map(readStep),
    ...(ribbon !== undefined && children(ribbon).length > 0 ? { applicationRibbon: outerXml(ribbon) } : {}),
    unsupported: unsupportedIn(customizations, files),
  };
}

const unsupportedIn = (customizations: Element, files: ZipFiles): readonly string[] => [
  ...children(customizations)
    .filter((container) => !KNOWN.has(container.nodeName) && children(container).length > 0)
    .map((container) => container.nodeName),
  ...new Set(
    [...files.keys()]
      .filter((path) => path.includes("/"))
      .map((path) => path.split("/")[0] ?? "")
      .filter((folder) => !KNOWN_FOLDERS.has(folder)),
  ),
];
