import type { EntityInput, LookupValue, MessageHandler, StoredRow, StoredValue } from "../contracts";
import { deepUpdate, missingParameter, recordNotFound, versionMismatch } from "../errors";
import type { Table } from "../metadata/types";
import { checkActivityWritable, followActivity, replaceParties } from "./activities";
import { derivedValues } from "./derived";
import { currencyOf } from "./rows/currency";
import { assignWithParent } from "./rows/assigned-with-parent";
import { modifiedAudit } from "./rows/defaults";
import { ownerColumns } from "./rows/ownership";
import { checkReferences } from "./rows/references";
import { stateAndStatus } from "./rows/state";
import { writable } from "./rows/writable";
import { requireTable } from "./rows/table";

/**
 * Update: takes `Target` (its id in the request) and, for optimistic concurrency, `IfMatch` with the row version
 * (docs: update-delete-entities-using-web-api, perform-conditional-operations).
 */
export const update: MessageHandler = async (request, context, scope) => {
  const { kernel, tx } = scope;
  const target = request.input["Target"] as EntityInput;
  const table = requireTable(kernel, target.table);
  const id = request.id ?? target.id;
  if (id === undefined) throw missingParameter("id");
  await tx.lock(table.logicalName, id);
  const row = tx.get(table.logicalName, id);
  if (row === undefined) throw recordNotFound(table.logicalName, id);
  checkVersion(row, request.input["IfMatch"] as number | undefined);
  if (!context.isSystem) kernel.security.require(context, "Write", table.logicalName, row);
  checkActivityWritable(table, row, target.values, context);

  refuseDeepUpdate(table, target);
  const given = writable(kernel, table, target.values, context, "update");
  delete given[table.primaryId];
  checkReferences(kernel, table, given, context, tx);

  const owner = given["ownerid"] as LookupValue | null | undefined;
  const reassigned = owner != null && owner.id !== (row.values["ownerid"] as LookupValue | undefined)?.id;
  if (reassigned && !context.isSystem) kernel.security.require(context, "Assign", table.logicalName, row);
  const changes: Record<string, StoredValue> = {
    ...given,
    ...stateAndStatus(kernel, table, row.values, given),
    ...(owner == null ? {} : ownerColumns(kernel, table, owner, tx)),
  };
  if (given["ownerid"] === null) delete changes["ownerid"];
  Object.assign(changes, currencyOf(kernel, table, given, { ...row.values, ...changes }, tx));
  Object.assign(changes, derivedValues(table.logicalName, changes, { ...row.values, ...changes }));
  Object.assign(changes, modifiedAudit(kernel, table, context));
  tx.update(table.logicalName, id, changes);
  await replaceParties(table, id, target, scope);
  await followActivity(table, id, scope);
  if (reassigned) await assignWithParent({ table: table.logicalName, id }, owner, scope);
  return {};
};

/** Rows cannot be created or joined inside an update (docs: update-delete-entities, "deep update is not supported"). */
const refuseDeepUpdate = (table: Table, { parents, links }: EntityInput): void => {
  const [name] = Object.keys({ ...parents, ...links });
  if (name !== undefined) throw deepUpdate(table.entitySet);
};

/** 412 when the caller's row version is not the row's. */
export const checkVersion = (row: StoredRow, expected: number | undefined): void => {
  if (expected !== undefined && row.version !== expected) throw versionMismatch();
};
