import { attribute, child, children, descend, flag, parseXml } from "../util/xml";
import { localLabel } from "../util/labels";
import type { Route } from "../router/route";

export interface Area {
  readonly id: string;
  readonly label: string;
  readonly groups: readonly Group[];
}

export interface Group {
  readonly id: string;
  readonly label: string;
  readonly subAreas: readonly SubArea[];
}

export interface SubArea {
  readonly id: string;
  /** Undefined: the table's own plural name. */
  readonly label: string | undefined;
  readonly table?: string;
  /** Name of an SVG web resource. */
  readonly icon?: string;
  readonly route: Route;
}

const titleOf = (element: Element, lcid: number) =>
  localLabel(children(child(element, "Titles"), "Title"), lcid) ?? attribute(element, "Title");

const WEB_RESOURCE = "$webresource:";

function parseSubArea(element: Element, lcid: number): SubArea | undefined {
  const table = attribute(element, "Entity");
  const url = attribute(element, "Url") ?? "";
  const icon = attribute(element, "VectorIcon") ?? attribute(element, "Icon") ?? "";
  const route: Route | undefined = table
    ? { pagetype: "entitylist", etn: table }
    : url.startsWith(WEB_RESOURCE)
      ? {
          pagetype: "webresource",
          webresourceName: url.slice(WEB_RESOURCE.length),
          ...(flag(element, "PassParams") ? { passparams: "1" } : {}),
        }
      : undefined;
  if (!route) return undefined;
  return {
    id: attribute(element, "Id") ?? "",
    label: titleOf(element, lcid),
    ...(table ? { table } : {}),
    ...(icon.startsWith(WEB_RESOURCE) ? { icon: icon.slice(WEB_RESOURCE.length) } : {}),
    route,
  };
}

/** May the user open it: asked for each table; a subarea's own Privilege elements come on top. */
export type MayRead = (table: string, privilege: string) => boolean;

function mayOpen(element: Element, mayRead: MayRead): boolean {
  const table = attribute(element, "Entity");
  const asked = children(element, "Privilege").every((privilege) =>
    (attribute(privilege, "Privilege") ?? "Read")
      .split(",")
      .every((name) => mayRead(attribute(privilege, "Entity") ?? table ?? "", name.trim())),
  );
  return asked && (!table || mayRead(table, "Read"));
}

/** Reads a site map: areas, groups, subareas the user may open; empty groups and areas are left out. */
export function parseSiteMap(xml: string, lcid: number, mayRead: MayRead): Area[] {
  const document = parseXml(xml).documentElement;
  const root = document.tagName === "SiteMap" ? document : descend(document, "SiteMap");
  return children(root, "Area")
    .map((area) => ({
      id: attribute(area, "Id") ?? "",
      label: titleOf(area, lcid) ?? "",
      groups: children(area, "Group")
        .map((group) => ({
          id: attribute(group, "Id") ?? "",
          label: titleOf(group, lcid) ?? "",
          subAreas: children(group, "SubArea")
            .filter((element) => !flag(element, "Hidden") && mayOpen(element, mayRead))
            .flatMap((element) => parseSubArea(element, lcid) ?? []),
        }))
        .filter((group) => group.subAreas.length > 0),
    }))
    .filter((area) => area.groups.length > 0);
}
