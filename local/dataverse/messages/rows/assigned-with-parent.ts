import type { LookupValue, MessageScope } from "../../contracts";
import { followActivity } from "../activities";
import { modifiedAudit } from "./defaults";
import { ownerColumns } from "./ownership";
import { requireTable } from "./table";

/**
 * Gives what belongs to a row to its new owner as well, where the relationship says that assigning cascades: the contacts of an
 * account, and what is regarding them (docs: configure-entity-relationship-cascading-behavior). Nobody is told of those rows;
 * whether the platform does is not documented, so whoever listens has to find out by comparing.
 */
export const assignWithParent = async (
  parent: LookupValue,
  owner: LookupValue,
  scope: MessageScope,
): Promise<void> => {
  const { kernel, tx } = scope;
  for (const relationship of kernel.model.relationships.oneToMany(parent.table)) {
    if (relationship.cascade.assign !== "Cascade") continue;
    const { referencingTable, referencingColumn } = relationship;
    const table = requireTable(kernel, referencingTable);
    if (table.ownership !== "UserOwned") continue;
    for (const child of tx.findBy(referencingTable, referencingColumn, parent)) {
      const held = tx.get(referencingTable, child.id);
      if ((held?.values[referencingColumn] as LookupValue | undefined)?.table !== parent.table) continue;
      if ((held!.values["ownerid"] as LookupValue | undefined)?.id === owner.id) continue;
      await tx.lock(referencingTable, child.id);
      tx.update(referencingTable, child.id, {
        ...ownerColumns(kernel, table, owner, tx),
        ...modifiedAudit(kernel, table, kernel.systemContext()),
      });
      await followActivity(table, child.id, scope);
      await assignWithParent({ table: referencingTable, id: child.id }, owner, scope);
    }
  }
};
