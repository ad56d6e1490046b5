import { ANNOTATIONS, getJson, type ODataRow } from "../api/http";
import { loadTable } from "../api/metadata";
import { defaultView, loadViews, publicViews, QueryType } from "../api/views";
import { buildFetch, quickFindColumns } from "./fetch";
import { parseLayout } from "./layout";
import { cellOf, toRow } from "./rows";

/** A row found by a search: its name, and the first other column that says something. */
export interface Found {
  readonly table: string;
  readonly id: string;
  readonly name: string;
  readonly detail: string;
}

/** Rows of a table whose quick find columns begin with `text`; without text, the first of its lookup view. */
export async function findRows(tableName: string, text: string, limit: number): Promise<readonly Found[]> {
  const [table, views] = await Promise.all([loadTable(tableName), loadViews(tableName)]);
  const quickFind = views.find((view) => view.queryType === QueryType.quickFind);
  const source = views.find((v) => v.queryType === QueryType.lookup);
  const columns = quickFind ? quickFindColumns(quickFind.fetchXml) : [];
  const layout = parseLayout((source ?? quickFind ?? defaultView(publicViews(views)))?.layoutXml ?? "");
  const shown = layout.map((column) => column.name).filter((name) => table.columns.has(name));
  // Without a lookup view: all rows by name. A public view would hide rows for reasons of its own.
  const fetchXml = buildFetch(
    source?.fetchXml ??
      `<fetch><entity name="${table.logicalName}"><order attribute="${table.primaryName}"/></entity></fetch>`,
    {
      page: 1,
      pageSize: limit,
      columns: [table.primaryId, table.primaryName, ...shown],
      ...(text.trim()
        ? { search: { text, columns: columns.length > 0 ? columns : [table.primaryName] } }
        : {}),
    },
  );
  const page = await getJson<{ value: ODataRow[] }>(
    `${table.entitySetName}?fetchXml=${encodeURIComponent(fetchXml)}`,
    {
      prefer: ANNOTATIONS,
    },
  );
  return page.value.map((data) => {
    const row = toRow(data, table);
    const detail = shown
      .filter((name) => name !== table.primaryName)
      .map((name) => cellOf(row, name).text)
      .find((value) => value !== "");
    return { table: tableName, id: row.id, name: row.name, detail: detail ?? "" };
  });
}
