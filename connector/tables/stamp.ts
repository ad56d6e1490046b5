import { contact } from "../../core/generated/schema";
import type { Columns } from "../../core/mapping/columns";
import type { Row, Values } from "../../core/records";

const { syncstatus, syncedon, syncdetails } = contact.columns;

/**
 * The columns by which a row says how and when it was synced. The solution gives them to each table it shows a status on, under
 * the same names; a table may have all of them, or none.
 */
export const STAMP_COLUMNS: readonly string[] = [syncstatus, syncedon, syncdetails];

/** A stamp as it is written. */
export interface Stamp {
  /** Value of wave_syncstatus. */
  readonly status: number;
  /** ISO 8601; undefined leaves it. */
  readonly on: string | undefined;
  /** What wave_syncdetails is to hold; null empties it, undefined leaves it. */
  readonly details?: string | null | undefined;
}

export function hasStamp(columns: Columns): boolean {
  return columns[syncedon] !== undefined;
}

/** So long may the details of a table be; null where it has none. */
export function detailsLength(columns: Columns): number | null {
  return columns[syncdetails] ? (columns[syncdetails].maxLength ?? contact.maxLength.syncdetails) : null;
}

/** Members of a write that stamp a row, as far as its table has the columns. */
export function stamping(
  columns: Columns,
  { status, on, details }: Stamp,
): Readonly<Record<string, unknown>> {
  return {
    ...(hasStamp(columns) ? { [syncstatus]: status, ...(on === undefined ? {} : { [syncedon]: on }) } : {}),
    ...(details !== undefined && columns[syncdetails] ? { [syncdetails]: details } : {}),
  };
}

/** When a row was stamped last (ISO 8601); null where it never was, or its table has no stamps. */
export function stampedOn(row: Row | null | undefined): string | null {
  return (row?.values[syncedon] as string | null | undefined) ?? null;
}

/** True for a row that was ever stamped; what came to nothing leaves a status without a time. */
export function isStamped(row: Row): boolean {
  return stampedOn(row) !== null || (stampedStatus(row) ?? null) !== null;
}

/** The status a row shows: a value of wave_syncstatus. */
export function stampedStatus(row: Row | null | undefined): unknown {
  return row?.values[syncstatus];
}

/** The details a row shows, as text. */
export function stampedDetails(row: Row | null | undefined): unknown {
  return row?.values[syncdetails];
}

/** What a row holds beside its stamp. */
export function withoutStamp(values: Values): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !STAMP_COLUMNS.includes(name)));
}
