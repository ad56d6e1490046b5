import type { Table } from "../api/metadata-types";
import type { View } from "../api/views";
import { Observable } from "../util/observable";
import { queryRows } from "./query";
import { parseLayout, type GridColumn } from "./layout";
import { quickFindColumns, viewSort, type Sort } from "./fetch";
import type { GridRow } from "./rows";

export interface GridOptions {
  readonly table: Table;
  readonly views: readonly View[];
  readonly view: View;
  /** The table's quick find view, if it has one. */
  readonly quickFind?: View;
  readonly pageSize: number;
  readonly related?: { readonly column: string; readonly id: string; readonly relationship: string };
  readonly search?: string;
}

/** Rows of a view, a page at a time: the state behind main grids and subgrids. */
export class GridModel extends Observable {
  readonly table: Table;
  readonly options: GridOptions;
  view: View;
  columns: readonly GridColumn[];
  sort: Sort | undefined;
  search: string;
  page = 1;
  rows: readonly GridRow[] = [];
  /** Rows in all pages; undefined when the server did not say. */
  total: number | undefined;
  totalIsLimit = false;
  hasMore = false;
  loading = false;
  error: unknown;
  selected: ReadonlySet<string> = new Set();
  /** Called after each load (Client API: addOnLoad). */
  readonly loadHandlers: (() => void)[] = [];
  private readonly cookies = new Map<number, string>();
  private latest = 0;

  constructor(options: GridOptions) {
    super();
    this.options = options;
    this.table = options.table;
    this.view = options.view;
    this.columns = parseLayout(this.view.layoutXml);
    this.search = options.search ?? "";
    this.sort = viewSort(this.view.fetchXml);
  }

  get selectedRows(): GridRow[] {
    return this.rows.filter((row) => this.selected.has(row.id));
  }

  get hasPrevious(): boolean {
    return this.page > 1;
  }

  /** Reads the current page again; the selection stays as far as its rows are still there. */
  async refresh(): Promise<void> {
    this.latest += 1;
    const mine = this.latest;
    this.loading = true;
    this.error = undefined;
    this.notify();
    try {
      const result = await queryRows(this, this.cookies.get(this.page));
      if (mine !== this.latest) return;
      Object.assign(this, result.grid);
      if (result.cookie) this.cookies.set(this.page + 1, result.cookie);
      const present = new Set(this.rows.map((row) => row.id));
      this.selected = new Set([...this.selected].filter((id) => present.has(id)));
    } catch (error) {
      if (mine !== this.latest) return;
      this.error = error;
      this.rows = [];
    }
    this.loading = false;
    this.notify();
    for (const handler of [...this.loadHandlers]) handler();
  }

  private restart(): Promise<void> {
    this.page = 1;
    this.cookies.clear();
    this.selected = new Set();
    return this.refresh();
  }

  setView(view: View): Promise<void> {
    this.view = view;
    this.columns = parseLayout(view.layoutXml);
    this.sort = viewSort(view.fetchXml);
    return this.restart();
  }

  setSort(sort: Sort): Promise<void> {
    this.sort = sort;
    return this.restart();
  }

  setSearch(search: string): Promise<void> {
    this.search = search;
    return this.restart();
  }

  goTo(page: number): Promise<void> {
    this.page = page;
    this.selected = new Set();
    return this.refresh();
  }

  select(ids: Iterable<string>): void {
    this.selected = new Set(ids);
    this.notify();
  }

  /** Where a search looks: the quick find view's columns, else the primary name. */
  get searchColumns(): string[] {
    const columns = this.options.quickFind ? quickFindColumns(this.options.quickFind.fetchXml) : [];
    return columns.length > 0 ? columns : [this.table.primaryName];
  }
}
