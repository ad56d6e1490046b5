import { FORMATTED, LOOKUP_TABLE, type ODataRow } from "../api/http";
import type { Table } from "../api/metadata-types";
import { guid } from "../util/xml";

/** A value as a grid shows it. */
export interface Cell {
  readonly text: string;
  readonly raw: unknown;
  /** For a lookup: where it leads. */
  readonly lookup?: { readonly table: string; readonly id: string };
}

export interface GridRow {
  readonly id: string;
  readonly name: string;
  readonly data: ODataRow;
}

export function toRow(data: ODataRow, table: Table): GridRow {
  return {
    id: guid(String(data[table.primaryId])),
    name: String(data[table.primaryName] ?? ""),
    data,
  };
}

/** Reads a column of a row: a lookup stands under `_x_value`, or under its alias when from a linked table. */
export function cellOf(row: GridRow, column: string): Cell {
  const key = `_${column}_value`;
  const at = row.data[key] !== undefined ? key : column;
  const raw = row.data[at];
  if (raw == null) return { text: "", raw: null };
  const text = String(row.data[`${at}${FORMATTED}`] ?? raw);
  const table = row.data[`${at}${LOOKUP_TABLE}`];
  return typeof table === "string" ? { text, raw, lookup: { table, id: guid(String(raw)) } } : { text, raw };
}
