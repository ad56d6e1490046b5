import type {
  EntityInput,
  LookupValue,
  MessageHandler,
  MessageScope,
  OperationDefinition,
  StoredRow,
} from "../contracts";
import { mergeNotActive, mergeSameRecord, notImplemented, recordNotFound } from "../errors";
import type { Relationship } from "../metadata/types";
import { requireTable } from "./rows/table";

/**
 * Tables that can be merged (reference: MergeRequest), and how the one that loses is closed; incident belongs to an app that is not here. That a
 * lead is disqualified by it is inferred: it has no state Inactive.
 */
const LOSERS: ReadonlyMap<string, { readonly statecode: number; readonly statuscode: number }> = new Map([
  ["account", { statecode: 1, statuscode: 2 }],
  ["contact", { statecode: 1, statuscode: 2 }],
  ["lead", { statecode: 2, statuscode: 7 }],
]);
const ACTIVE = 0;

/**
 * Merge: the target takes over what the subordinate has around it and the values in `UpdateContent`; the subordinate
 * is deactivated and points to its master (docs: merge-table-rows).
 */
const merge: MessageHandler = async (request, context, scope) => {
  const { kernel } = scope;
  const target = request.input["Target"] as LookupValue;
  const subordinateId = request.input["SubordinateId"] as string;
  const table = requireTable(kernel, target.table);
  const closed = LOSERS.get(table.logicalName);
  if (closed === undefined) throw notImplemented(`Merge of ${table.logicalName}`);
  if (target.id === subordinateId) throw mergeSameRecord();
  const master = await held(target.table, target.id, scope);
  const subordinate = await held(target.table, subordinateId, scope);
  if (master.values["statecode"] !== ACTIVE || subordinate.values["statecode"] !== ACTIVE)
    throw mergeNotActive();
  if (!context.isSystem) {
    kernel.security.requireNamed(context, "prvMerge");
    kernel.security.require(context, "Write", table.logicalName, master);
    kernel.security.require(context, "Write", table.logicalName, subordinate);
  }
  const content = request.input["UpdateContent"] as EntityInput | undefined;
  if (content !== undefined && Object.keys(content.values).length > 0)
    await scope.execute({
      name: "Update",
      table: table.logicalName,
      id: master.id,
      input: { Target: { ...content, id: master.id } },
    });
  for (const relationship of kernel.model.relationships.oneToMany(table.logicalName))
    await repoint(relationship, subordinate, master, scope);
  await asPlatform(scope, table.logicalName, subordinate.id, {
    masterid: { table: table.logicalName, id: master.id },
    merged: true,
    ...closed,
  });
  return {};
};

const held = async (table: string, id: string, { tx }: MessageScope): Promise<StoredRow> => {
  await tx.lock(table, id);
  const row = tx.get(table, id);
  if (row === undefined) throw recordNotFound(table, id);
  return row;
};

/** Rows that pointed to the subordinate now point to the master. */
const repoint = async (
  relationship: Relationship,
  from: StoredRow,
  to: StoredRow,
  scope: MessageScope,
): Promise<void> => {
  const { referencingTable, referencingColumn } = relationship;
  if (referencingColumn === "masterid") return;
  const children = scope.tx.findBy(referencingTable, referencingColumn, { table: from.table, id: from.id });
  for (const child of children) {
    if ((child.values[referencingColumn] as LookupValue).table !== from.table) continue;
    await asPlatform(scope, referencingTable, child.id, {
      [referencingColumn]: { table: to.table, id: to.id },
    });
  }
};

const asPlatform = async (
  scope: MessageScope,
  table: string,
  id: string,
  values: EntityInput["values"],
): Promise<void> => {
  const context = scope.kernel.systemContext();
  await scope.execute({ name: "Update", table, id, input: { Target: { table, id, values } } }, context);
};

export const mergeOperation: OperationDefinition = {
  name: "Merge",
  kind: "action",
  binding: "none",
  parameters: [
    { name: "Target", type: "EntityReference" },
    { name: "Subordinate", type: "EntityReference" },
    { name: "UpdateContent", type: "Entity", optional: true },
    { name: "PerformParentingChecks", type: "Boolean" },
  ],
  response: [],
  toMessage: ({ Subordinate, ...rest }) => ({ ...rest, SubordinateId: (Subordinate as LookupValue).id }),
  handler: merge,
};
