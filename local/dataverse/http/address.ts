import type { StoredRow } from "../contracts";
import { recordNotFound, recordNotFoundByKey } from "../errors";
import { findByKeyValues } from "../messages/upsert";
import type { Table } from "../metadata/types";
import type { KeyValue } from "../odata/path/key";
import type { WireRequest } from "./wire";

/** The row that `contacts(...)` means, by id or alternate key; undefined when there is none. */
export const findRow = (
  { reader }: WireRequest,
  table: Table,
  { id, keys }: KeyValue,
): StoredRow | undefined =>
  id === undefined ? findByKeyValues(table, keys ?? {}, reader) : reader.get(table.logicalName, id);

/** The same, 404 when there is none. */
export const requireRow = (request: WireRequest, table: Table, key: KeyValue): StoredRow => {
  const row = findRow(request, table, key);
  if (row !== undefined) return row;
  throw key.id === undefined
    ? recordNotFoundByKey(table.logicalName)
    : recordNotFound(table.logicalName, key.id);
};

/** A row's address: what `OData-EntityId` holds. */
export const entityUrl = (base: string, table: Table, id: string): string =>
  `${base}${table.entitySet}(${id})`;
