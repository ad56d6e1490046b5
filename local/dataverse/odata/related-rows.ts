import type { LookupValue, StoredRow } from "../contracts";
import type { Navigation } from "../metadata/types";
import type { QueryScope } from "../query/types";

/** Rows behind a navigation property that the caller may read: one at most for single-valued ones. */
export const relatedRows = (
  scope: QueryScope,
  navigation: Navigation,
  row: StoredRow,
): readonly StoredRow[] => {
  const rows = allRelated(scope, navigation, row);
  const { kernel, context } = scope;
  if (context.isSystem) return rows;
  return rows.filter((one) => kernel.security.canRead(context, one));
};

const allRelated = ({ reader }: QueryScope, navigation: Navigation, row: StoredRow): readonly StoredRow[] => {
  if (navigation.kind === "one") {
    const reference = row.values[navigation.relationship.referencingColumn] as LookupValue | null | undefined;
    const matches =
      reference != null && (reference.table === navigation.target || navigation.target === "owner");
    const found = matches ? reader.get(reference.table, reference.id) : undefined;
    return found === undefined ? [] : [found];
  }
  if (navigation.kind === "many") {
    const { referencingTable, referencingColumn } = navigation.relationship;
    return reader
      .findBy(referencingTable, referencingColumn, { table: row.table, id: row.id })
      .filter((child) => (child.values[referencingColumn] as LookupValue).table === row.table);
  }
  return reader
    .findBy(navigation.relationship.intersectTable, navigation.ownColumn, row.id)
    .map((link) => reader.get(navigation.target, String(link.values[navigation.otherColumn])))
    .filter((found): found is StoredRow => found !== undefined);
};
