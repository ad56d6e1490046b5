import type { Element } from "@xmldom/xmldom";
import { invalidSolutionFile } from "../errors";
import { attribute, child, children, guidOf, labelsOf, numberOf, textOf } from "../xml/elements";
import type { Dependency, Publisher, RootComponent, SolutionManifest } from "./types";

/** Reads solution.xml (facts: solutions, "solution.xml"). */
export function readManifest(root: Element): SolutionManifest {
  const manifest = child(root, "SolutionManifest");
  const uniqueName = textOf(manifest, "UniqueName");
  const publisher = child(manifest, "Publisher");
  if (manifest === undefined || uniqueName === undefined || publisher === undefined)
    throw invalidSolutionFile("solution.xml has no SolutionManifest with a UniqueName and a Publisher");
  return {
    uniqueName,
    names: labelsOf(manifest, "LocalizedNames"),
    descriptions: labelsOf(manifest, "Descriptions"),
    version: textOf(manifest, "Version") ?? "1.0.0.0",
    managed: numberOf(manifest, "Managed") === 1,
    packageVersion: attribute(root, "SolutionPackageVersion") ?? "9.0",
    publisher: readPublisher(publisher),
    rootComponents: children(child(manifest, "RootComponents"), "RootComponent").map(readRootComponent),
    missingDependencies: children(child(manifest, "MissingDependencies"), "MissingDependency").map(
      readDependency,
    ),
  };
}

const readPublisher = (element: Element): Publisher => ({
  uniqueName: textOf(element, "UniqueName") ?? "",
  names: labelsOf(element, "LocalizedNames"),
  descriptions: labelsOf(element, "Descriptions"),
  prefix: textOf(element, "CustomizationPrefix") ?? "",
  optionValuePrefix: numberOf(element, "CustomizationOptionValuePrefix") ?? 0,
});

const readRootComponent = (element: Element): RootComponent => ({
  type: Number(attribute(element, "type")),
  ...named(element),
  behavior: Number(attribute(element, "behavior") ?? 0),
});

const readDependency = (element: Element): Dependency => {
  const required = child(element, "Required") ?? element;
  const displayName = attribute(required, "displayName");
  const solution = attribute(required, "solution");
  return {
    type: attribute(required, "type") ?? "",
    ...named(required),
    ...(displayName === undefined ? {} : { displayName }),
    ...(solution === undefined ? {} : { solution }),
  };
};

/** `schemaName` or `id`, whichever is there. */
export const named = (element: Element): { schemaName?: string; id?: string } => {
  const schemaName = attribute(element, "schemaName");
  const id = guidOf(attribute(element, "id"));
  return { ...(schemaName === undefined ? {} : { schemaName }), ...(id === undefined ? {} : { id }) };
};
