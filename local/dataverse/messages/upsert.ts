import type { EntityInput, MessageHandler, MessageScope, StoredRow, StoredValue } from "../contracts";
import { entityKeyNotDefined, recordExists } from "../errors";
import { isActive, type Table } from "../metadata/types";
import type { Reader } from "../store/types";
import { requireTable } from "./rows/table";

/**
 * Upsert: updates the row that `Target` names by id or alternate key, or creates it. `IfNoneMatch` forbids the update.
 * On create the key's values go into the row; on update key columns in the body are ignored
 * (docs: use-upsert-insert-update-record). Answers `{ id, created }`.
 */
export const upsert: MessageHandler = async (request, _context, scope) => {
  const target = request.input["Target"] as EntityInput;
  const plan = await planUpsert(target, scope);
  if (plan.existing === undefined) {
    const response = await scope.execute({
      name: "Create",
      table: target.table,
      ...(plan.target.id === undefined ? {} : { id: plan.target.id }),
      input: { Target: plan.target },
    });
    return { id: response["id"], created: true };
  }
  if (request.input["IfNoneMatch"] === true) throw recordExists();
  const { id } = plan.existing;
  await scope.execute({ name: "Update", table: target.table, id, input: { Target: { ...plan.target, id } } });
  return { id, created: false };
};

export interface UpsertPlan {
  readonly existing: StoredRow | undefined;
  /** What to create, or what to update `existing` with. */
  readonly target: EntityInput;
}

/** Finds the row an upsert means, and shapes the target for the message that follows. */
export const planUpsert = async (target: EntityInput, scope: MessageScope): Promise<UpsertPlan> => {
  const { kernel, tx } = scope;
  const table = requireTable(kernel, target.table);
  const id = target.id ?? (target.values[table.primaryId] as string | undefined);
  if (id !== undefined) {
    await tx.lock(table.logicalName, id);
    return { existing: tx.get(table.logicalName, id), target: { ...target, id } };
  }
  const { keys, ...rest } = target;
  if (keys === undefined) return { existing: undefined, target: { ...rest, id: kernel.newId() } };
  const existing = findByKeyValues(table, keys, tx);
  if (existing === undefined)
    return { existing, target: { ...rest, id: kernel.newId(), values: { ...keys, ...rest.values } } };
  const values = Object.fromEntries(Object.entries(rest.values).filter(([name]) => !(name in keys)));
  return { existing, target: { ...rest, values } };
};

/** The row with these alternate-key values; 400 when no key has exactly these columns. */
export const findByKeyValues = (
  table: Table,
  values: Readonly<Record<string, StoredValue>>,
  reader: Reader,
): StoredRow | undefined => {
  const names = Object.keys(values);
  for (const key of table.keys.values()) {
    if (!isActive(key)) continue;
    if (key.columns.length === names.length && key.columns.every((column) => names.includes(column)))
      return reader.findByKey(table.logicalName, key.logicalName, values);
  }
  throw entityKeyNotDefined(table.logicalName);
};
