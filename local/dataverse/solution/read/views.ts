import type { Element } from "@xmldom/xmldom";
import { invalidSolutionFile } from "../errors";
import { child, children, flagOf, guidOf, labelsOf, numberOf, outerXml, textOf } from "../xml/elements";
import type { PackagedView } from "./types";

/** Reads `<SavedQueries>` of a table. */
export const readViews = (savedQueries: Element | undefined): readonly PackagedView[] =>
  children(child(savedQueries, "savedqueries"), "savedquery").map(readView);

const readView = (element: Element): PackagedView => {
  const id = guidOf(textOf(element, "savedqueryid"));
  if (id === undefined) throw invalidSolutionFile("a savedquery has no savedqueryid");
  return {
    id,
    names: labelsOf(element, "LocalizedNames"),
    descriptions: labelsOf(element, "Descriptions"),
    queryType: numberOf(element, "querytype") ?? 0,
    isDefault: flagOf(element, "isdefault") ?? false,
    isQuickFind: flagOf(element, "isquickfindquery") ?? false,
    fetchXml: innerXml(element, "fetchxml"),
    layoutXml: innerXml(element, "layoutxml"),
  };
};

/** The element inside a container; views keep their XML as text without the white space of the file. */
const innerXml = (element: Element, container: string): string => {
  const inner = children(child(element, container))[0];
  return inner === undefined ? "" : outerXml(inner).replace(/>\s+</g, "><");
};
