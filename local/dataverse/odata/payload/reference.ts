import type { LookupValue, StoredValue } from "../../contracts";
import { invalidUri, recordNotFoundByKey, resourceNotFound } from "../../errors";
import { findByKeyValues } from "../../messages/upsert";
import type { Table } from "../../metadata/types";
import type { QueryScope } from "../../query/types";
import { parseKey } from "../path/key";
import { splitSegment } from "../path/segment";

/** The path of a row's address: `/contacts(1)`, `contacts(1)`, or absolute. */
const servicePath = (address: string): string => {
  const absolute = /^https?:\/\/[^/]+\/api\/data\/v[\d.]+\/(.*)$/i.exec(address)?.[1];
  const path = absolute ?? address.replace(/^\/api\/data\/v[\d.]+\//i, "").replace(/^\//, "");
  try {
    return decodeURIComponent(path);
  } catch {
    throw invalidUri(`The URI '${address}' is not valid.`);
  }
};

export interface RowAddress {
  readonly table: Table;
  readonly id?: string;
  readonly keys?: Readonly<Record<string, StoredValue>>;
}

/** Reads a row's address as `@odata.bind` and `@odata.id` hold it, by id or by alternate key. */
export const parseRowAddress = (scope: QueryScope, address: string): RowAddress => {
  const { name, argument } = splitSegment(servicePath(address));
  const table = scope.kernel.model.tableBySet(name);
  if (table === undefined) throw resourceNotFound(name);
  if (argument === undefined) throw invalidUri(`The URI '${address}' does not identify a single row.`);
  return { table, ...parseKey(table, argument) };
};

/** The row an address means. A key must find one; an id is checked when it is written. */
export const resolveReference = (scope: QueryScope, address: string): LookupValue => {
  const { table, id, keys } = parseRowAddress(scope, address);
  if (id !== undefined) return scope.kernel.store.reference(table.logicalName, id);
  const row = findByKeyValues(table, keys ?? {}, scope.reader);
  if (row === undefined) throw recordNotFoundByKey(table.logicalName);
  return scope.kernel.store.reference(table.logicalName, row.id);
};
