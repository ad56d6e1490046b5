import { loadTable } from "../api/metadata";
import { defaultView, loadViews, publicViews, QueryType } from "../api/views";
import { guid } from "../util/xml";
import { GridModel } from "./grid-model";

export interface OpenGridOptions {
  readonly table: string;
  readonly viewId?: string;
  readonly allowedViews?: ReadonlySet<string>;
  readonly pageSize: number;
  readonly search?: string;
}

/** The main grid of a table, in the view asked for, or its default. */
export async function openGrid(options: OpenGridOptions): Promise<GridModel> {
  const [table, all] = await Promise.all([loadTable(options.table), loadViews(options.table)]);
  const views = publicViews(all, options.allowedViews);
  const view = all.find((v) => v.id === guid(options.viewId)) ?? defaultView(views);
  if (!view) throw new Error(`The table "${table.displayName}" has no view.`);
  const quickFind = all.find((v) => v.queryType === QueryType.quickFind);
  return new GridModel({
    table,
    views,
    view,
    pageSize: options.pageSize,
    ...(quickFind ? { quickFind } : {}),
    ...(options.search ? { search: options.search } : {}),
  });
}

export interface OpenSubgridOptions {
  readonly viewId: string;
  readonly targetTable: string;
  readonly relationship: string;
  readonly parentTable: string;
  readonly parentId: string;
  readonly pageSize: number;
}

/** The rows of a subgrid: those a relationship joins to the open record, or all of a view without one. */
export async function openSubgrid(options: OpenSubgridOptions): Promise<GridModel> {
  const [table, views, parent] = await Promise.all([
    loadTable(options.targetTable),
    loadViews(options.targetTable),
    loadTable(options.parentTable),
  ]);
  const view = views.find((v) => v.id === guid(options.viewId)) ?? defaultView(publicViews(views));
  if (!view) throw new Error(`The table "${table.displayName}" has no view.`);
  const relation = parent.related.find((r) => r.name.toLowerCase() === options.relationship.toLowerCase());
  if (options.relationship && !relation) {
    throw new Error(`There is no relationship "${options.relationship}" on ${parent.displayName}.`);
  }
  const related = relation
    ? { column: relation.column, id: options.parentId, relationship: relation.name }
    : undefined;
  return new GridModel({ table, views, view, pageSize: options.pageSize, ...(related ? { related } : {}) });
}
