import { getAll, type ODataRow } from "./http";
import { guid } from "../util/xml";

/** A model-driven app: its navigation, and which forms and views it restricts people to. */
export interface AppInfo {
  readonly id: string;
  readonly uniqueName: string;
  readonly name: string;
  readonly webResourceId?: string;
}

export interface App extends AppInfo {
  readonly siteMapXml: string;
  /** Forms and views the app names, by id; tables without any show all of theirs. */
  readonly forms: ReadonlySet<string>;
  readonly views: ReadonlySet<string>;
}

/** componenttype of an app's components (solutioncomponent): view, form, site map. */
const VIEW = 26;
const FORM = 60;
const SITE_MAP = 62;

export async function loadApps(): Promise<AppInfo[]> {
  const rows = await getAll<ODataRow>("appmodules?$select=appmoduleid,uniquename,name,webresourceid");
  return rows
    .map((row) => ({
      id: guid(String(row.appmoduleid)),
      uniqueName: String(row.uniquename),
      name: String(row.name),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));
}

export async function loadApp(info: AppInfo): Promise<App> {
  const [components, siteMaps] = await Promise.all([
    getAll<ODataRow>(
      `appmodulecomponents?$select=objectid,componenttype&$filter=_appmoduleidunique_value eq ${info.id}`,
    ),
    getAll<ODataRow>("sitemaps?$select=sitemapid,sitemapnameunique,sitemapxml"),
  ]);
  const idsOf = (type: number) =>
    new Set(components.filter((c) => c.componenttype === type).map((c) => guid(String(c.objectid))));
  const mapIds = idsOf(SITE_MAP);
  const siteMap =
    siteMaps.find((map) => mapIds.has(guid(String(map.sitemapid)))) ??
    siteMaps.find((map) => map.sitemapnameunique === info.uniqueName);
  if (!siteMap) throw new Error(`The app "${info.name}" has no site map.`);
  return { ...info, siteMapXml: String(siteMap.sitemapxml), forms: idsOf(FORM), views: idsOf(VIEW) };
}
