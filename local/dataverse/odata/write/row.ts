import type { LookupValue, StoredRow, StoredValue } from "../../contracts";
import type { Column } from "../../metadata/types";
import { accessColumn } from "../../query/access";
import type { QueryScope } from "../../query/types";
import { isLookupColumn } from "../filter/property";
import { propertyName } from "../select";
import { FORMATTED, LOOKUP_TABLE, NAVIGATION, type Annotations } from "./annotations";
import type { Culture } from "./culture";
import { formatted } from "./formatted";

/** One row as JSON, without its expanded parts. */
export type JsonRow = Record<string, unknown>;

export interface RowWriter {
  (row: StoredRow): JsonRow;
}

interface WriterOptions {
  readonly scope: QueryScope;
  readonly columns: readonly Column[];
  readonly annotations: Annotations;
  readonly culture: Culture;
  /** FetchXML answers leave out columns without a value. */
  readonly omitNulls?: boolean;
}

type ColumnWriter = (row: StoredRow, json: JsonRow) => void;

/** Makes the function that writes rows of one query: what can be decided per column is decided once. */
export const rowWriter = (options: WriterOptions): RowWriter => {
  const writers = options.columns.map((column) => columnWriter(options, column));
  return (row) => {
    const json: JsonRow = { "@odata.etag": `W/"${row.version}"` };
    for (const write of writers) write(row, json);
    return json;
  };
};

const columnWriter = (options: WriterOptions, column: Column): ColumnWriter => {
  const { scope, annotations, culture, omitNulls } = options;
  const name = propertyName(column);
  const access = accessColumn(column);
  const isLookup = isLookupColumn(column);
  const withFormatted = annotations.includes(FORMATTED);
  const withTable = isLookup && annotations.includes(LOOKUP_TABLE);
  const navigations =
    isLookup && annotations.includes(NAVIGATION) ? navigationNames(scope, column) : undefined;
  return (row, json) => {
    const value = access(row);
    if (value === null || value === undefined) {
      if (!omitNulls) json[name] = null;
      return;
    }
    const shown = withFormatted ? formatted(scope, culture, column, value) : undefined;
    if (shown !== undefined) json[`${name}@${FORMATTED}`] = shown;
    const target = isLookup ? (value as LookupValue).table : "";
    const navigation = navigations?.(row.table, target);
    if (navigation !== undefined) json[`${name}@${NAVIGATION}`] = navigation;
    if (withTable) json[`${name}@${LOOKUP_TABLE}`] = target;
    json[name] = jsonValue(value);
  };
};

/** A stored value as it goes over the wire. */
export const jsonValue = (value: StoredValue): unknown => {
  if (typeof value !== "object" || value === null) return value;
  return "id" in value ? value.id : value.join(",");
};

/** The navigation property of a lookup, which depends on the kind of row it points to. */
const navigationNames = ({ kernel }: QueryScope, column: Column) => {
  const known = new Map<string, string | undefined>();
  return (table: string, target: string): string | undefined => {
    if (!known.has(target)) {
      const relationships = kernel.model.relationships.ofColumn(table, column.logicalName);
      const found = relationships.find((one) => one.referencedTable === target) ?? relationships[0];
      known.set(target, found?.navigation);
    }
    return known.get(target);
  };
};
