import { externalIdValue } from "../../../core/mapping/external-id";
import { isLinked, type Result } from "../item";
import { stampedDetails, stampedStatus, stamping } from "../../tables/stamp";
import { stampAfter } from "../write/stamp";
import { concernsTheRecord, isQuiet, isSetAside, waitsForTheSystem } from "../problems";
import { notWaitingRow, waitingRow } from "./report-waiting";
import { detailsAfter, saysTheSame, shownStatus, type Written } from "./row-details";
import { statusOf } from "./status";
import { isUnattended, reportCall, type Sync } from "../sync";
import { writeBulk, type BulkRow } from "../write/write-bulk";

/**
 * Marks rows that the sync did not write to anyway: their status where it changed, and the external id of a record
 * created in the system just now. The connector's own bookkeeping, done as itself. Gives the results, with who was marked.
 */
export async function reportStatus(sync: Sync, results: readonly Result[]): Promise<readonly Result[]> {
  const rows = results.flatMap((result): BulkRow[] => {
    const { item, rowId, issue } = result;
    if (item.row === null || item.row.id !== rowId) return [];
    const created = result.plan?.action === "createSystemRecord";
    // The write of the row has marked it already, but for what was not known then.
    const isMarked = result.wrote.dataverse !== null && !created && !result.uncured;
    if (isMarked || result.removed === "dataverse") return [];
    if (issue && !result.end && !concernsTheRecord(issue.code, isUnattended(sync)) && !isSetAside(result))
      return unjudged(sync, result);
    // Nobody has to do anything about a row that nothing is joined to, and nothing was to be.
    if (!result.end && item.link === null && result.externalId === null && !issue) return [];
    const status = statusOf(sync, result);
    const shown = shownStatus(sync, item, status, result.externalId);
    const time = stampAfter(sync, item.begun?.mark);
    const on = isInDoubt(result) ? undefined : time;
    const details = detailsAfter(sync, { ...told(result, status, time), stampedOn: on });
    const changed =
      stampedStatus(item.row) !== shown ||
      (details !== null && !saysTheSame(details, stampedDetails(item.row)));
    // A row that was written carries the mark of that write, which knew nothing of what is still open.
    if (!changed && result.wrote.system === null && result.wrote.dataverse === null) return [];
    const mark = {
      ...newExternalId(sync, result),
      ...stamping(sync.columns, {
        status: shown,
        on,
        details: details ?? undefined,
      }),
    };
    return Object.keys(mark).length > 0
      ? [{ id: rowId, body: { [sync.table.primaryId]: rowId, ...mark } }]
      : [];
  });
  const failures = await writeBulk(sync.runtime.client, "UpdateMultiple", sync.table, rows, reportCall(sync));
  // The record is synced; what could not be marked is marked by the next sync.
  for (const error of failures.values()) {
    sync.logger.warn("A row could not be marked", {
      code: error.code,
      httpStatus: error.status,
      table: sync.table.logicalName,
    });
  }
  const marked = new Set(rows.map((row) => row.id).filter((id) => !failures.has(id)));
  return results.map((result) =>
    marked.has(result.rowId ?? "") || result.wrote.dataverse !== null ? { ...result, marked: true } : result,
  );
}

/** A row about which this sync has nothing to say: shown as waiting where it does, and no longer where nothing will come of that. */
function unjudged(sync: Sync, { issue, item }: Result): BulkRow[] {
  if (!item.row || !isLinked(item) || sync.trigger !== "event") return [];
  const row = waitsForTheSystem(issue!.code)
    ? waitingRow(sync, item.row)
    : isQuiet(issue!.code) && notWaitingRow(sync, item.row, item.link!);
  return row ? [row] : [];
}

/** The stamp of a row tells whether a write that was begun has arrived: as long as nobody knows, its time stays as it is. */
function isInDoubt({ item, outcome }: Result): boolean {
  return outcome === "failed" && item.begun?.mark !== undefined;
}

function told(
  { end, externalId, issue, item, outcome, plan, uncured, warnings, wrote }: Result,
  status: number,
  time: string,
): Omit<Written, "stampedOn"> {
  const synced = ["created", "updated", "unchanged"].includes(outcome) && !end;
  return {
    item,
    plan,
    externalId,
    status,
    issue: issue ?? warnings[0],
    uncured,
    syncedOn: synced ? time : undefined,
    wrote: { dataverse: wrote.dataverse !== null, system: wrote.system !== null },
  };
}

function newExternalId(sync: Sync, { plan, externalId }: Result): Record<string, string> {
  const column = sync.mapping.externalIdColumn?.column;
  if (!column || externalId === null || plan?.action !== "createSystemRecord") return {};
  return { [column]: externalIdValue(sync.mapping, externalId)! };
}
