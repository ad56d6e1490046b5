import { getAll } from "./http";
import { guid } from "../util/xml";

/** savedquery.querytype */
export const QueryType = { public: 0, associated: 2, quickFind: 4, lookup: 64 } as const;

export interface View {
  readonly id: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly queryType: number;
  readonly layoutXml: string;
  readonly fetchXml: string;
}

interface RawView {
  readonly savedqueryid: string;
  readonly name: string;
  readonly isdefault: boolean;
  readonly querytype: number;
  readonly layoutxml: string;
  readonly fetchxml: string;
}

const views = new Map<string, Promise<readonly View[]>>();

/** All active views of a table, whatever their type, once a page load. */
export function loadViews(table: string): Promise<readonly View[]> {
  let loading = views.get(table);
  if (!loading) {
    loading = getAll<RawView>(
      `savedqueries?$select=savedqueryid,name,isdefault,querytype,layoutxml,fetchxml` +
        `&$filter=returnedtypecode eq '${table}' and statecode eq 0`,
    ).then((rows) =>
      rows.map((row) => ({
        id: guid(row.savedqueryid),
        name: row.name,
        isDefault: row.isdefault,
        queryType: row.querytype,
        layoutXml: row.layoutxml ?? "",
        fetchXml: row.fetchxml ?? "",
      })),
    );
    views.set(table, loading);
    loading.catch(() => views.delete(table));
  }
  return loading;
}

/** Views a person can choose in a main grid, by name. */
export function publicViews(all: readonly View[], allowed?: ReadonlySet<string>): View[] {
  const own = all.filter((view) => view.queryType === QueryType.public);
  const chosen = allowed ? own.filter((view) => allowed.has(view.id)) : own;
  return (chosen.length > 0 ? chosen : own).slice().sort((a, b) => a.name.localeCompare(b.name));
}

export function defaultView(views: readonly View[]): View | undefined {
  return views.find((view) => view.isDefault) ?? views[0];
}
