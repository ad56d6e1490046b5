import type { StoredValue } from "../../contracts";
import type { Transaction } from "../../store/types";

/** A row that an import writes. */
export interface ComponentRow {
  readonly table: string;
  readonly id: string;
  readonly values: Readonly<Record<string, StoredValue>>;
  /** Component type for the solution's list of components; absent: part of another component. */
  readonly componentType?: number;
  /** Set for what people see only once it is published (docs: publish customizations): the table, file or app it is of. */
  readonly publishedWith?: PublishScope;
}

export interface PublishScope {
  readonly kind: "table" | "webresource" | "sitemap" | "app" | "control" | "ribbon";
  /** As a publish request names it: tables by logical name, web resources, site maps and apps by id. */
  readonly name: string;
}

/** Writes a row whole: columns the new values do not name are cleared, those the platform keeps stay. */
export function putRow(
  tx: Transaction,
  { table, id, values }: Pick<ComponentRow, "table" | "id" | "values">,
  now: string,
): void {
  const before = tx.get(table, id);
  if (before === undefined) tx.insert(table, id, { createdon: now, modifiedon: now, ...values });
  else tx.update(table, id, { ...values, modifiedon: now });
}
