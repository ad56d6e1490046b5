import type { StoredValue } from "../contracts";
import type { Column } from "../metadata/types";

/** A parsed FetchXML query (developer/data-platform/fetchxml/overview). */
export interface FetchQuery {
  readonly table: FetchTable;
  readonly top?: number;
  readonly count?: number;
  readonly page: number;
  readonly pagingCookie?: string;
  readonly distinct: boolean;
  readonly aggregate: boolean;
  readonly returnTotal: boolean;
}

/** The `entity` element, or a `link-entity` below it. */
export interface FetchTable {
  readonly name: string;
  /** Set for a link-entity; generated (`<name>1`) where the query gives none. */
  readonly alias?: string;
  readonly allAttributes: boolean;
  readonly attributes: readonly FetchAttribute[];
  readonly orders: readonly FetchOrder[];
  readonly filters: readonly FetchFilter[];
  readonly links: readonly FetchLink[];
}

export interface FetchAttribute {
  readonly name: string;
  readonly alias?: string;
  readonly aggregate?: "count" | "countcolumn" | "sum" | "avg" | "min" | "max";
  readonly groupBy: boolean;
  readonly dateGrouping?: "day" | "week" | "month" | "quarter" | "year";
  readonly distinct: boolean;
}

export interface FetchOrder {
  readonly attribute?: string;
  readonly alias?: string;
  readonly descending: boolean;
}

export interface FetchFilter {
  readonly type: "and" | "or";
  readonly conditions: readonly FetchCondition[];
  readonly filters: readonly FetchFilter[];
}

export interface FetchCondition {
  readonly attribute: string;
  readonly operator: string;
  readonly values: readonly string[];
  /** Alias of the link-entity whose column is meant (`entityname`). */
  readonly entityName?: string;
}

export interface FetchLink extends FetchTable {
  /** Column of the linked table. */
  readonly from: string;
  /** Column of the table above. */
  readonly to: string;
  readonly type: "inner" | "outer";
}

/** One value of a result row, with the column it came from: the answer's annotations need it. */
export interface FetchCell {
  /** Key in the answer before lookups are renamed: column name, `alias.column`, or the attribute's alias. */
  readonly key: string;
  readonly value: StoredValue;
  /** Absent for aggregates. */
  readonly column?: Column;
  /** Table the column belongs to. */
  readonly table?: string;
  /** True when `key` is not the column's own name (no `_x_value` renaming then). */
  readonly aliased: boolean;
}

export interface FetchRow {
  /** The main table's row; absent for aggregates. */
  readonly id?: string;
  readonly version?: number;
  readonly cells: readonly FetchCell[];
}

export interface FetchResult {
  readonly table: string;
  readonly rows: readonly FetchRow[];
  readonly moreRecords: boolean;
  /** XML of the cookie for the next page, unencoded. */
  readonly pagingCookie?: string;
  /** With `returntotalrecordcount`: all matching rows, at most 5,000. */
  readonly totalCount?: number;
  readonly totalCountLimitExceeded?: boolean;
}
