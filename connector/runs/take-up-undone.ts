import * as schema from "../../core/generated/schema";
import { linkId } from "../../core/ids/record-ids";
import type { SystemRecord } from "../../core/records";
import { linkScope, ownCall, rowCall, type Sync } from "../pipeline/sync";
import { readRows } from "../pipeline/load/read";
import { DataverseError } from "../dataverse/dataverse-error";
import { writeBulk } from "../pipeline/write/write-bulk";
import { takeUpAgain } from "../state/compared-links";
import { creationsOf, saveJournal } from "../state/journal";
import { linksByExternalId, type LinkState } from "../state/links";
import { leaseAllRecords, recordKeys, releaseRecords } from "../state/record-leases";

/**
 * Records whose import was undone are imported again when a person starts another import: their links hold again, and rows
 * that an undo deactivated are active again. Gives the ids of those records.
 */
export async function takeUpUndone(
  sync: Sync,
  records: readonly SystemRecord[],
): Promise<ReadonlySet<string>> {
  const { clock, connection, database, leaseOwner, mapping, runtime, signal } = sync;
  const undone = await undoneOf(
    sync,
    records.map((record) => record.id),
  );
  if (undone.length === 0) return new Set();
  const keys = undone.map(({ externalId }) =>
    recordKeys.external(connection.id, mapping.systemObject, externalId),
  );
  await leaseAllRecords(database, runtime.environment.id, keys, leaseOwner, signal, clock);
  try {
    // Nobody else has taken them up, or ended them otherwise, by now.
    return await takeUp(
      sync,
      await undoneOf(
        sync,
        undone.map(({ externalId }) => externalId),
      ),
    );
  } finally {
    await releaseRecords(database, leaseOwner, keys);
  }
}

async function undoneOf(sync: Sync, externalIds: readonly string[]): Promise<readonly LinkState[]> {
  const states = await linksByExternalId(sync.database, linkScope(sync), externalIds);
  return states.filter((state) => state.ended === "undone" && state.table === sync.table.logicalName);
}

async function takeUp(sync: Sync, undone: readonly LinkState[]): Promise<ReadonlySet<string>> {
  const { connection, database, mapping, runtime, table, runId } = sync;
  const environmentId = runtime.environment.id;
  const created = await creationsOf(
    database,
    environmentId,
    undone.map((state) => state.recordId),
  );
  const inactive = [...(await readRows(sync, [...new Set(created.map((entry) => entry.recordId))]))]
    .filter(([, read]) => !(read instanceof DataverseError) && read.active === false)
    .map(([id]) => id);
  await writeBulk(
    runtime.client,
    "UpdateMultiple",
    table,
    inactive.map((id) => ({ id, body: { [table.primaryId]: id, ...table.state.active } })),
    rowCall(sync),
  );
  // Until the import has come to them; then their status says how it went.
  const { columns, primaryId } = schema.link;
  await writeBulk(
    runtime.client,
    "UpdateMultiple",
    schema.link,
    undone.map(({ externalId }) => {
      const id = linkId(connection.id, mapping.systemObject, externalId);
      return { id, body: { [primaryId]: id, [columns.linkstatus]: schema.SyncStatus.Pending } };
    }),
    ownCall(sync),
  );
  await database.transaction(async (sql) => {
    await takeUpAgain(
      sql,
      linkScope(sync),
      undone.map((state) => state.externalId),
    );
    // This run brought them back: undoing it deactivates them again, unless somebody has edited them by then.
    if (runId)
      await saveJournal(
        sql,
        environmentId,
        runId,
        created.filter((entry) => inactive.includes(entry.recordId)),
      );
  });
  return new Set(undone.map((state) => state.externalId));
}
