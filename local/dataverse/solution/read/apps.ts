import type { Element } from "@xmldom/xmldom";
import {
  attribute,
  child,
  children,
  descendants,
  guidOf,
  labelsOf,
  numberOf,
  outerXml,
  textOf,
} from "../xml/elements";
import { named } from "./manifest";
import type { PackagedApp, PackagedSiteMap } from "./types";

/** Reads one `<AppModuleSiteMap>`. */
export function readSiteMap(element: Element): PackagedSiteMap {
  const siteMap = child(element, "SiteMap");
  return {
    uniqueName: textOf(element, "SiteMapUniqueName") ?? "",
    names: labelsOf(element, "LocalizedNames"),
    xml: siteMap === undefined ? "" : outerXml(siteMap).replace(/>\s+</g, "><"),
    tables: descendants(siteMap, "SubArea").flatMap((area) => attribute(area, "Entity") ?? []),
  };
}

/** Reads one `<AppModule>`. */
export function readApp(element: Element): PackagedApp {
  const webResourceId = guidOf(textOf(element, "WebResourceId"));
  return {
    uniqueName: textOf(element, "UniqueName") ?? "",
    names: labelsOf(element, "LocalizedNames"),
    descriptions: labelsOf(element, "Descriptions"),
    ...(webResourceId === undefined ? {} : { webResourceId }),
    formFactor: numberOf(element, "FormFactor") ?? 1,
    clientType: numberOf(element, "ClientType") ?? 4,
    navigationType: numberOf(element, "NavigationType") ?? 0,
    components: children(child(element, "AppModuleComponents"), "AppModuleComponent").map((one) => ({
      type: Number(attribute(one, "type")),
      ...named(one),
    })),
    roles: children(child(element, "AppModuleRoleMaps"), "Role").flatMap(
      (role) => guidOf(attribute(role, "id")) ?? [],
    ),
  };
}
