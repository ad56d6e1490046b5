import { recordNotFound } from "../../errors";
import type { Table } from "../../metadata/types";
import { retrieve } from "../../odata/retrieve";
import type { Query } from "../../odata/retrieve-multiple";
import type { StoredRow } from "../../contracts";
import { etag } from "../etag";
import { applied } from "../prefer";
import type { WireRequest, WireResponse } from "../wire";
import { queryOf } from "./run";

/** One row as an answer: `$select` and `$expand` of the request apply. */
export const answerRow = (request: WireRequest, table: Table, row: StoredRow, status = 200): WireResponse => {
  request.rows.read++;
  const query: Query = { ...queryOf(request), table };
  const { projection, row: json } = retrieve(query, row);
  return {
    status,
    headers: { ETag: etag(row.version), ...applied(request.preferences, ["representation", "annotations"]) },
    body: { "@odata.context": `${request.base}$metadata#${table.entitySet}${projection}/$entity`, ...json },
  };
};

/** The row as it is after a write (`Prefer: return=representation`). */
export const represent = (request: WireRequest, table: Table, id: string, status: number): WireResponse => {
  const row = request.reader.get(table.logicalName, id);
  if (row === undefined) throw recordNotFound(table.logicalName, id);
  return answerRow(request, table, row, status);
};
