import { attribute, children, descend, parseXml } from "../util/xml";

/** A column of a grid, from layoutxml. */
export interface GridColumn {
  /** As in the row: a column of the table, or `alias.column` of a linked one. */
  readonly name: string;
  readonly width: number;
  readonly sortable: boolean;
}

const DEFAULT_WIDTH = 150;

/** Columns of `<grid><row><cell name width/>`, hidden ones left out. */
export function parseLayout(layoutXml: string): GridColumn[] {
  if (!layoutXml) return [];
  return children(descend(parseXml(layoutXml).documentElement, "row"), "cell")
    .filter((cell) => attribute(cell, "ishidden") !== "1")
    .map((cell) => ({
      name: attribute(cell, "name") ?? "",
      width: Number(attribute(cell, "width") ?? DEFAULT_WIDTH),
      sortable: attribute(cell, "disableSorting") !== "1",
    }));
}

/** The table that each alias of a view's linked tables stands for. */
export function linkedTables(fetchXml: string): ReadonlyMap<string, string> {
  const links = Array.from(parseXml(fetchXml).getElementsByTagName("link-entity"));
  return new Map(links.map((link) => [attribute(link, "alias") ?? "", attribute(link, "name") ?? ""]));
}
