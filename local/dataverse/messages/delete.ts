import type { MessageHandler, MessageScope, StoredRow } from "../contracts";
import { cannotDeleteDueToAssociation, missingParameter, recordNotFound } from "../errors";
import type { Relationship, Table } from "../metadata/types";
import { forgetActivity } from "./activities";
import { requireTable } from "./rows/table";
import { checkVersion } from "./update";

/** Delete: with the cascades of the table's relationships (docs: update-delete-entities-using-web-api). */
export const remove: MessageHandler = async (request, context, scope) => {
  const { kernel, tx } = scope;
  const table = requireTable(kernel, request.table ?? "");
  const id = request.id;
  if (id === undefined) throw missingParameter("id");
  await tx.lock(table.logicalName, id);
  const row = tx.get(table.logicalName, id);
  if (row === undefined) throw recordNotFound(table.logicalName, id);
  checkVersion(row, request.input["IfMatch"] as number | undefined);
  if (!context.isSystem) kernel.security.require(context, "Delete", table.logicalName, row);
  for (const relationship of kernel.model.relationships.oneToMany(table.logicalName))
    await cascade(relationship, row, scope);
  removeLinks(table, id, scope);
  forgetActivity(table, id, scope);
  tx.remove(table.logicalName, id);
  return {};
};

const cascade = async (relationship: Relationship, row: StoredRow, scope: MessageScope): Promise<void> => {
  const { tx } = scope;
  const { referencingTable, referencingColumn } = relationship;
  if (relationship.cascade.delete === "NoCascade") return;
  const children = tx
    .findBy(referencingTable, referencingColumn, { table: row.table, id: row.id })
    .filter((child) => (child.values[referencingColumn] as { table?: string }).table === row.table);
  if (children.length === 0) return;
  if (relationship.cascade.delete === "Restrict") throw cannotDeleteDueToAssociation();
  for (const child of children) {
    if (relationship.cascade.delete === "Cascade")
      await scope.execute(
        { name: "Delete", table: referencingTable, id: child.id, input: {} },
        { ...scope.kernel.systemContext(), isSystem: true },
      );
    else {
      await tx.lock(referencingTable, child.id);
      tx.update(referencingTable, child.id, { [referencingColumn]: null });
    }
  }
};

/** Rows of the intersect tables go with either side. */
const removeLinks = (table: Table, id: string, { kernel, tx }: MessageScope): void => {
  for (const relationship of kernel.model.relationships.manyToMany(table.logicalName)) {
    const columns = [
      relationship.table1 === table.logicalName ? relationship.column1 : undefined,
      relationship.table2 === table.logicalName ? relationship.column2 : undefined,
    ];
    for (const column of columns) {
      if (column === undefined) continue;
      for (const link of tx.findBy(relationship.intersectTable, column, id))
        tx.remove(relationship.intersectTable, link.id);
    }
  }
};
