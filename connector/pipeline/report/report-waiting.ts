import { SyncStatus } from "../../../core/generated/schema";
import { systemIn, withSystem, writeDetails, type StatusName } from "../../../core/sync/details";
import type { Row } from "../../../core/records";
import type { RecordName } from "../../state/changes";
import { LeaseLostError } from "../../state/lease";
import { linksByName, saveStamped, type LinkState } from "../../state/links";
import { recordKeys } from "../../state/record-leases";
import { detailsLength, stamping } from "../../tables/stamp";
import { HeldRecords } from "../load/held-records";
import { personChangedOn } from "../load/person-changed-on";
import { readAround } from "../load/read";
import type { Item, LinkRow } from "../item";
import { linkScope, reportCall, type Sync } from "../sync";
import { writeBulk, type BulkRow } from "../write/write-bulk";
import { takeUpBegun } from "../write/write-intents";
import { lookAgain } from "./look-again";
import { detailsOf, scopeOf, shownStatus, statusBefore, statusName } from "./row-details";

/**
 * Says of linked rows that something of them waits, because the system could not be asked: rows that were shown as in sync become
 * Pending, in lists as well as on their form. What needs a person is shown as before; nothing is said of the last sync, and
 * nothing of what both sides agreed on changes. Rows that somebody else works on are left to them. The sync that follows says how
 * it ended.
 * @throws DataverseError, LeaseLostError
 */
export async function reportWaiting(sync: Sync, names: readonly RecordName[]): Promise<void> {
  const states = await linksByName(sync.database, linkScope(sync), sync.table.logicalName, {
    externalIds: names.flatMap((name) => ("externalId" in name ? name.externalId : [])),
    recordIds: names.flatMap((name) => ("rowId" in name ? name.rowId.toLowerCase() : [])),
  });
  const held = new HeldRecords(sync);
  try {
    const items = await readLinked(
      sync,
      held,
      states.filter((state) => state.ended === null && state.table === sync.table.logicalName),
    );
    const rows = items.flatMap(({ row }) => waitingRow(sync, row!) ?? []);
    if (rows.length === 0) return;
    const failures = await writeBulk(
      sync.runtime.client,
      "UpdateMultiple",
      sync.table,
      rows,
      reportCall(sync),
    );
    const stamped = new Set(rows.map((row) => row.id).filter((id) => !failures.has(id)));
    const stampedOn = sync.clock.now().toISOString();
    const changed = items.filter(({ row }) => stamped.has(row!.id));
    await sync.database.transaction(async (sql) => {
      await saveStamped(
        sql,
        linkScope(sync),
        changed.map((item) => ({
          externalId: item.externalId!,
          personOn: personChangedOn(sync, item) ?? null,
          markedOn: stampedOn,
        })),
      );
      await held.giveBack(sql);
    });
  } catch (error) {
    if (error instanceof LeaseLostError) await lookAgain(sync, names);
    throw error;
  } finally {
    await held.release();
  }
}

/** Their rows as they are now, as far as nobody else works on them. */
async function readLinked(
  sync: Sync,
  held: HeldRecords,
  states: readonly LinkState[],
): Promise<readonly Item[]> {
  const keyOf = ({ recordId }: LinkState) => recordKeys.row(sync.table.logicalName, recordId);
  const leased = await held.lease(states.map(keyOf));
  const free = states.filter((state) => leased.has(keyOf(state)));
  const rowIds = [...new Set(free.map((state) => state.recordId))];
  if (rowIds.length === 0) return [];
  const { rows } = await readAround(sync, {
    rowIds,
    externalIds: [],
    unlinked: [],
    queued: [],
    alongside: [],
  });
  const items = free.flatMap((state): readonly Item[] => {
    const row = rows.get(state.recordId);
    if (!row || !("values" in row)) return [];
    const { base, externalId, recordId: rowId } = state;
    return [{ externalId, rowId, system: null, row, link: null, base, state }];
  });
  // An interrupted write says when a person changed the row last, where our memory does not yet.
  return takeUpBegun(sync, items);
}

/** What the row is to be written with so that it says that something of it waits; null where it says so already, or something worse. */
export const waitingRow = (sync: Sync, row: Row): BulkRow | null => turned(sync, row, "InSync", "Pending");

/** The other way round, where it waits no longer and nothing was synced: it shows what its link has shown all the time. */
export const notWaitingRow = (sync: Sync, row: Row, { status }: LinkRow): BulkRow | null =>
  turned(sync, row, "Pending", statusName(status ?? SyncStatus.InSync));

function turned(sync: Sync, row: Row, from: StatusName, to: StatusName): BulkRow | null {
  if (statusBefore(sync, row) !== SyncStatus[from]) return null;
  const before = detailsOf({ row });
  const system = systemIn(before, scopeOf(sync));
  const length = detailsLength(sync.columns);
  const details =
    system?.status === from && length !== null
      ? writeDetails(withSystem(before, { ...system, status: to }), length)
      : undefined;
  const status = shownStatus(sync, { row }, SyncStatus[to], system?.externalId ?? null);
  const stamp = stamping(sync.columns, { status, on: undefined, details });
  return { id: row.id, body: { [sync.table.primaryId]: row.id, ...stamp } };
}
