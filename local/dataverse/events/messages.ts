import type { Kernel } from "../contracts";
import { uuidV5 } from "../kernel/ids";
import type { Table } from "../metadata/types";
import type { Transaction } from "../store/types";

const NAMESPACE = "e6c2f0de-0c55-4d57-9a0b-6a2c5f7d3b10";

/** sdkmessageid of messages that have the same id in every environment (docs: Use messages with the SDK for .NET). */
const WELL_KNOWN: Readonly<Record<string, string>> = {
  Create: "9ebdbb1b-ea3e-db11-86a7-000a3a5473e8",
  Update: "20bebb1b-ea3e-db11-86a7-000a3a5473e8",
  Delete: "a1bdbb1b-ea3e-db11-86a7-000a3a5473e8",
  Merge: "dbbdbb1b-ea3e-db11-86a7-000a3a5473e8",
};

/** Messages on rows of any table that has an owner or belongs to the organisation. */
const ROW_MESSAGES = ["Create", "Update", "Delete", "Associate", "Disassociate"] as const;
/** Messages of tables that have the bulk operations. */
const BULK_MESSAGES = ["CreateMultiple", "UpdateMultiple", "UpsertMultiple"] as const;
/** Tables whose rows can be merged (docs: merge-table-rows). */
const MERGEABLE = new Set(["contact", "account", "lead"]);

export const messageId = (name: string): string => WELL_KNOWN[name] ?? uuidV5(NAMESPACE, `message:${name}`);
export const filterId = (name: string, table: string): string => uuidV5(NAMESPACE, `filter:${name}:${table}`);

/** Messages that steps can be registered for on this table. */
export function messagesOf(table: Table): readonly string[] {
  if (table.isIntersect || table.ownership === "None") return [];
  return [
    ...ROW_MESSAGES,
    ...(table.bulk ? BULK_MESSAGES : []),
    ...(MERGEABLE.has(table.logicalName) ? ["Merge"] : []),
  ];
}

/** Adds a message unless it is there. */
export function addMessage(tx: Transaction, name: string, isPrivate = false): string {
  const id = messageId(name);
  if (tx.get("sdkmessage", id) === undefined)
    tx.insert("sdkmessage", id, { sdkmessageid: id, name, isprivate: isPrivate, isactive: true });
  return id;
}

/** Adds the message filters that are missing: at the start, and for the tables a solution has brought. */
export function addMissingFilters(kernel: Kernel, tx: Transaction): void {
  for (const table of kernel.model.tables()) {
    for (const name of messagesOf(table)) {
      const id = filterId(name, table.logicalName);
      if (tx.get("sdkmessagefilter", id) !== undefined) continue;
      tx.insert("sdkmessagefilter", id, {
        sdkmessagefilterid: id,
        sdkmessageid: kernel.store.reference("sdkmessage", addMessage(tx, name)),
        primaryobjecttypecode: table.logicalName,
        secondaryobjecttypecode: "none",
        iscustomprocessingstepallowed: true,
      });
    }
  }
}
