import * as schema from "../../core/generated/schema";
import { rowIdFor } from "../../core/ids/record-ids";
import { writesOf } from "../../core/plan/apply";
import type { RecordPlan } from "../../core/plan/types";
import type { DataverseCall } from "../dataverse/call";
import { DataverseError } from "../dataverse/dataverse-error";
import { toWrite } from "../environment/rows";
import type { Item } from "./item";
import { rowStatus } from "./status";
import { ownCall, rowCall, timestamp, type Sync } from "./sync";
import { RowChangedError } from "./when-changed";
import { isNoRowsFault, writeBulk, type BulkRow } from "./write-bulk";

/** An item and what is to be done with it. */
export interface Planned {
  readonly item: Item;
  readonly plan: RecordPlan;
}

/** The id of the row an item has, or will have once we create it. */
export function rowIdOf(item: Item, sync: Sync): string {
  return item.rowId ?? rowIdFor(sync.connection.id, sync.mapping.systemObject, item.externalId!);
}

/** True when the plan writes to the row. */
export function writesRow({ plan }: Planned): boolean {
  return plan.action === "createRow" || Object.keys(writesOf(plan).dataverse).length > 0;
}

/**
 * Writes the rows' side of the plans, status and time of the sync in the same write.
 * Rows are created under computed ids, so that doing it again lands on the same rows.
 * @returns what was wrong, by row id
 */
export async function writeRows(
  sync: Sync,
  planned: readonly Planned[],
): Promise<ReadonlyMap<string, DataverseError>> {
  const creates: BulkRow[] = [];
  const updates: BulkRow[] = [];
  const now = timestamp(sync.clock);
  for (const each of planned.filter(writesRow)) {
    const id = rowIdOf(each.item, sync);
    const body = {
      [sync.table.primaryId]: id,
      ...toWrite(sync.table, writesOf(each.plan).dataverse),
      ...statusColumns(sync, rowStatus(each.plan.outcome, each.plan.warnings ?? []), now),
    };
    (each.plan.action === "createRow" ? creates : updates).push({ id, body });
  }
  // A push changes nothing of the row but our own mark on it, which is the connector's to set.
  const call = sync.door === "push" ? ownCall(sync) : rowCall(sync);
  const [only] = updates.length === 1 && creates.length === 0 ? updates : [];
  if (only) return updateOne(sync, only, planned.find(writesRow)!.item.row?.etag, call);
  // An update must not bring a row back that somebody deleted meanwhile: only creates go by upsert.
  const created = await writeBulk(sync.runtime.client, "UpsertMultiple", sync.table, creates, call);
  const updated = await writeBulk(sync.runtime.client, "UpdateMultiple", sync.table, updates, call);
  return new Map([...created, ...updated]);
}

/** Dataverse's ConcurrencyVersionMismatch. */
const VERSION_MISMATCH = "0x80060882";

/** A single row is written only as it was read, so that what a person types meanwhile is never lost. @throws RowChangedError */
async function updateOne(
  sync: Sync,
  { id, body }: BulkRow,
  etag: string | undefined,
  call: DataverseCall,
): Promise<ReadonlyMap<string, DataverseError>> {
  const { [sync.table.primaryId]: _id, ...values } = body;
  try {
    await sync.runtime.client.update(sync.table.entitySet, id, values, {
      ...call,
      ...(etag ? { ifMatch: etag } : {}),
    });
    return new Map();
  } catch (error) {
    if (!(error instanceof DataverseError) || isNoRowsFault(error)) throw error;
    if (error.code === VERSION_MISMATCH) throw new RowChangedError();
    return new Map([[id, error]]);
  }
}

/** Status and time, for tables that have them. */
export function statusColumns(sync: Sync, status: number, now: string): Record<string, unknown> {
  const { syncstatus, syncedon } = schema.contact.columns;
  return sync.columns[syncstatus] ? { [syncstatus]: status, [syncedon]: now } : {};
}
