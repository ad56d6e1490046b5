import { SyncStatus } from "../../../core/generated/schema";
import { rowIdFor } from "../../../core/ids/record-ids";
import { rowPath } from "../../../core/odata/key";
import { writesOf } from "../../../core/plan/apply";
import type { RecordPlan } from "../../../core/plan/types";
import type { Row } from "../../../core/records";
import type { BatchWrite } from "../../dataverse/batch";
import type { DataverseCall } from "../../dataverse/call";
import type { DataverseError } from "../../dataverse/dataverse-error";
import { chunksOf } from "../../dataverse/in-filter";
import { toWrite } from "../../environment/rows";
import { stampedStatus, stamping } from "../../tables/stamp";
import { namesUnknownColumn } from "./columns-changed";
import { creatorOf, type RowToCreate } from "./create-as";
import { createOnce } from "./create-once";
import type { Item, Names } from "../item";
import { stampAfter } from "./stamp";
import { detailsAfter, shownStatus } from "../report/row-details";
import { rowStatus } from "../report/status";
import { ownCall, rowCall, type Sync } from "../sync";
import { RowChangedError } from "../row-changed-error";
import { rowsInPiece, writeBulk, type BulkRow } from "./write-bulk";

/** An item and what is to be done with it. */
export interface Planned {
  readonly item: Item;
  readonly plan: RecordPlan;
  /** Time of the sync as the row is to show it; by default now. */
  readonly mark?: string;
}

/** A write of one row, and the row it is for. */
interface RowWrite {
  readonly id: string;
  readonly write: BatchWrite;
}

/** What was wrong with a row: refused, or not as it was read any more. */
export type RowFailure = DataverseError | RowChangedError;

/** The id of the row an item has, or will have once we create it. */
export function rowIdOf({ externalId, rowId }: Names, { connection, mapping }: Sync): string {
  if (externalId === null) return rowId;
  return rowId ?? rowIdFor(connection.id, mapping.systemObject, externalId);
}

/** True when the plan writes to the row. */
export function writesRow({ plan }: Planned): boolean {
  return writesRowAsWhole(plan) || Object.keys(writesOf(plan).dataverse).length > 0;
}

function writesRowAsWhole({ action }: RecordPlan): boolean {
  return action === "createRow" || action === "deactivateRow" || action === "deleteRow";
}

/**
 * Rows guarded in one request at most: Dataverse does them one after the other, and requests beside each other. UpdateMultiple
 * takes more, but no ETags: with it, what a person types between our reading and our writing would be lost. Pieces of this
 * size, side by side, take no longer.
 */
const GUARDED_PIECE = 100;
/** A change that has just been made is to be there soon: then small pieces side by side beat few requests. */
const SMALLEST_AT_EVENTS = 8;
/** Dataverse's limits may strike in the middle of a piece: those rows are asked for again this often. */
const ROUNDS = 3;
/** Where it does not say how long to wait. */
const THROTTLED_MS = 1_000;

/**
 * Writes the rows' side of the plans, status and time of the sync in the same write.
 * Rows are created under computed ids, so that doing it again lands on the same rows.
 * @returns what was wrong, by row id
 */
export async function writeRows(
  sync: Sync,
  planned: readonly Planned[],
): Promise<ReadonlyMap<string, RowFailure>> {
  const creates: RowToCreate[] = [];
  const updates: (BulkRow & { readonly etag?: string })[] = [];
  const deletes: RowWrite[] = [];
  for (const each of planned.filter(writesRow)) {
    const { item, plan } = each;
    const id = rowIdOf(item, sync);
    const etag = item.row?.etag;
    if (plan.action === "deleteRow") {
      const path = rowPath(sync.table.entitySet, id);
      deletes.push({ id, write: { method: "DELETE", path, ifMatch: etag ?? "*" } });
      continue;
    }
    const deactivates = plan.action === "deactivateRow";
    const ends = deactivates || plan.action === "unlink";
    const status = ends ? SyncStatus.Unlinked : rowStatus(plan.outcome, plan.warnings ?? [], plan.issue);
    const mark = each.mark ?? stampAfter(sync, item.begun?.mark);
    const body = {
      [sync.table.primaryId]: id,
      ...toWrite(sync.table, writesOf(plan).dataverse, sync.binds),
      ...(deactivates ? sync.table.state.inactive : {}),
      ...stamping(sync.columns, {
        status: shownStatus(sync, item, status, item.externalId),
        on: mark,
        details: plannedDetails(sync, each, status, mark) ?? undefined,
      }),
    };
    if (plan.action === "createRow") creates.push({ id, body, creator: creatorOf(sync, each) });
    else updates.push({ id, body, ...(etag ? { etag } : {}) });
  }
  // A push changes nothing of the row but our own mark on it, which is the connector's to set.
  const call = sync.trigger === "push" ? ownCall(sync) : rowCall(sync);
  const created = await createOnce(sync, creates);
  const updated = await writeGuarded(
    sync,
    updates.map((row) => patchOf(sync, row)),
    call,
  );
  const failures = new Map([...created, ...updated, ...(await writeGuarded(sync, deletes, call))]);
  // What is wrong is the table as we know it, not the rows.
  const gone = [...failures.values()].find(namesUnknownColumn);
  if (gone) throw gone;
  return failures;
}

/** What the row says of itself once this write has arrived; the system has been written by then. */
function plannedDetails(sync: Sync, { item, plan }: Planned, status: number, mark: string): string | null {
  const { issue = plan.warnings?.[0], outcome } = plan;
  const synced = outcome !== "conflict" && status !== SyncStatus.Unlinked;
  return detailsAfter(sync, {
    item,
    plan,
    externalId: item.externalId,
    status,
    issue,
    syncedOn: synced ? mark : undefined,
    stampedOn: mark,
    wrote: { dataverse: true, system: true },
  });
}

function patchOf(sync: Sync, { id, body, etag }: BulkRow & { readonly etag?: string }): RowWrite {
  const { [sync.table.primaryId]: _id, ...values } = body;
  const path = rowPath(sync.table.entitySet, id);
  return { id, write: { method: "PATCH", path, ifMatch: etag ?? "*", body: values } };
}

/** Dataverse's ConcurrencyVersionMismatch. */
const VERSION_MISMATCH = "0x80060882";

/** Rows are written only as they were read, so that what a person types meanwhile is never lost. */
async function writeGuarded(
  sync: Sync,
  writes: readonly RowWrite[],
  call: DataverseCall,
): Promise<ReadonlyMap<string, RowFailure>> {
  const failures = new Map<string, RowFailure>();
  let left = writes;
  for (let round = 1; left.length > 0; round++) {
    const refused = await writePieces(sync, left, call);
    for (const { id } of left) failures.delete(id);
    for (const [id, failure] of refused) failures.set(id, failure);
    const throttled = left.filter(({ id }) => isThrottled(refused.get(id)));
    const waits = throttled.map(({ id }) => (refused.get(id) as DataverseError).retryAfterMs ?? THROTTLED_MS);
    const longest = Math.max(0, ...waits);
    if (throttled.length === 0 || round === ROUNDS || longest > (call.patienceMs ?? Infinity)) break;
    await sync.clock.sleep(longest, sync.signal);
    left = throttled;
  }
  return failures;
}

function isThrottled(failure: RowFailure | undefined): boolean {
  return failure !== undefined && "throttled" in failure && failure.throttled;
}

async function writePieces(
  sync: Sync,
  writes: readonly RowWrite[],
  call: DataverseCall,
): Promise<ReadonlyMap<string, RowFailure>> {
  const failures = new Map<string, RowFailure>();
  const { concurrency } = sync.runtime.client.governor;
  // As many pieces as go side by side, or twice as many, or thrice: none of them is waited for alone.
  const rounds = Math.ceil(writes.length / (concurrency * GUARDED_PIECE));
  const smallest = sync.trigger === "event" ? SMALLEST_AT_EVENTS : undefined;
  const size = rowsInPiece(writes.length, concurrency * rounds, smallest);
  const pieces = chunksOf(writes, size).map(async (piece) => {
    const requests = piece.map(({ write }) => write);
    const answers = await sync.runtime.client.writes(requests, call);
    piece.forEach(({ id, write }, at) => {
      const answer = answers[at]!;
      if (!("error" in answer)) return;
      const { error } = answer;
      // Gone already is as good as deleted now.
      if (write.method === "DELETE" && error.status === 404) return;
      failures.set(id, hasChanged(id, error) ? new RowChangedError() : error);
    });
  });
  const ends = await Promise.allSettled(pieces);
  const broken = ends.find((end) => end.status === "rejected");
  if (broken) throw broken.reason;
  return failures;
}

/** The row is not as it was read, or is not there any more; a row that it points to may be missing as well. */
function hasChanged(id: string, { code, message, status }: DataverseError): boolean {
  return code === VERSION_MISMATCH || (status === 404 && message.toLowerCase().includes(id.toLowerCase()));
}

/** Nothing is left to give back: what became of the two is for a person to say, and is looked at again and again until then. */
function isCleared({ mapping }: Sync, row: Row): boolean {
  const carried = mapping.externalIdColumn && row.values[mapping.externalIdColumn.column];
  return !carried && stampedStatus(row) === SyncStatus.Unlinked;
}

/** Rows that lost a merge give back the external id before their master can have it: no two rows may carry the same. */
export async function clearMoved(sync: Sync, items: readonly Item[]): Promise<void> {
  const column = sync.mapping.externalIdColumn?.column;
  const rows = items.flatMap(({ begun, movedFrom, stop }): BulkRow[] =>
    movedFrom && !stop && !isCleared(sync, movedFrom)
      ? [
          {
            id: movedFrom.id,
            body: {
              [sync.table.primaryId]: movedFrom.id,
              ...(column ? { [column]: null } : {}),
              ...stamping(sync.columns, {
                status: SyncStatus.Unlinked,
                on: stampAfter(sync, begun?.mark),
                details: null,
              }),
            },
          },
        ]
      : [],
  );
  const failures = await writeBulk(sync.runtime.client, "UpdateMultiple", sync.table, rows, ownCall(sync));
  const [first] = failures.values();
  if (first && first.status !== 404) throw first;
}
