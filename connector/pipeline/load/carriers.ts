import { rowIdFor } from "../../../core/ids/record-ids";
import { externalIdOf } from "../../../core/mapping/external-id";
import type { Row } from "../../../core/records";
import { inFilter } from "../../dataverse/in-filter";
import type { Sync } from "../sync";

/** Columns by which Dataverse says who created a row; nobody can type into them. */
export const CREATED_BY = ["createdby", "createdonbehalfby"] as const;

/** The column rows carry a record's id in; null where the mapping has none, or the table does not have it. */
export function columnOfCarriers({ columns, mapping }: Pick<Sync, "columns" | "mapping">): string | null {
  const column = mapping.externalIdColumn?.column;
  return column !== undefined && columns[column] ? column : null;
}

/**
 * Finds the rows of records no link is known of: those that carry the id in the mapping's column. Without a column, those we
 * have created ourselves, by the id they were created under; so that a creation of which nothing more was heard is found.
 */
export function carrierFilter(sync: Sync, externalIds: readonly string[]): string {
  const { mapping, table } = sync;
  const column = columnOfCarriers(sync);
  return column === null
    ? inFilter(
        table.primaryId,
        externalIds.map((id) => createdId(sync, id)),
      )
    : inFilter(
        column,
        externalIds.map((id) => mapping.externalIdColumn!.prefix + id),
      );
}

/** Rows found by {@link carrierFilter} -> the record each is of. */
export function carriersOf(
  sync: Sync,
  rows: readonly Row[],
  externalIds: readonly string[],
): ReadonlyMap<string, Row> {
  const column = columnOfCarriers(sync);
  const created =
    column === null ? new Map(externalIds.map((id) => [createdId(sync, id), id])) : new Map<string, string>();
  return new Map(
    rows.flatMap((row): readonly (readonly [string, Row])[] => {
      const id =
        column === null
          ? (created.get(row.id.toLowerCase()) ?? null)
          : externalIdOf(sync.mapping, row.values[column]);
      return id === null ? [] : [[id, row]];
    }),
  );
}

function createdId({ connection, mapping }: Sync, externalId: string): string {
  return rowIdFor(connection.id, mapping.systemObject, externalId);
}
