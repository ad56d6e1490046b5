import type { CallContext, EntityInput, Kernel, MessageScope, StoredRow, StoredValue } from "../contracts";
import { cannotUpdateInactive, notImplemented } from "../errors";
import type { Table } from "../metadata/types";
import { createRelated } from "./deep-insert";

const OPEN = 0;

/** A completed or canceled activity is read-only, but for its state itself (reference/entities/email). */
export const checkActivityWritable = (
  _kernel: Kernel,
  table: Table,
  row: StoredRow,
  changes: Readonly<Record<string, StoredValue>>,
  context: CallContext,
): void => {
  if (!table.isActivity || context.isSystem || row.values["statecode"] === OPEN) return;
  const reopens = changes["statecode"] !== undefined;
  const others = Object.keys(changes).filter((name) => name !== "statecode" && name !== "statuscode");
  if (!reopens || others.length > 0) throw cannotUpdateInactive(table.logicalName);
};

/** The parties of an activity are replaced as a whole (docs: activity parties, `PUT .../email_activity_parties`). */
export const replaceParties = async (
  table: Table,
  id: string,
  target: EntityInput,
  scope: MessageScope,
): Promise<void> => {
  const related = Object.entries(target.related ?? {});
  if (related.length === 0) return;
  const parties = `${table.logicalName}_activity_parties`;
  if (!table.isActivity || related.some(([name]) => name !== parties))
    throw notImplemented(`rows under ${related.map(([name]) => name).join(", ")} in an update`);
  for (const party of scope.tx.findBy(
    "activityparty",
    "activityid",
    scope.kernel.store.reference(table.logicalName, id),
  ))
    scope.tx.remove("activityparty", party.id);
  await createRelated(target, id, scope);
};
