import { rowIdFor } from "../../../core/ids/record-ids";
import type { Journalled } from "../../state/journal";
import type { Result } from "../item";
import type { Sync } from "../sync";

/** Dataverse's clock and ours may differ by as much. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * Records are done again when the connector died, or something was thrown, before what became of them was saved. Rows the run had
 * created by then are found unchanged; for this run they are created all the same.
 */
export function countedOnce(sync: Sync, result: Result): Result {
  const { item, outcome } = result;
  if (!sync.runSince || outcome !== "unchanged" || item.base !== null || item.row === null) return result;
  if (item.externalId === null) return result;
  const createdOn = Date.parse(String(item.row.values.createdon));
  const ours =
    item.row.id.toLowerCase() === rowIdFor(sync.connection.id, sync.mapping.systemObject, item.externalId);
  return ours && createdOn >= sync.runSince.getTime() - CLOCK_TOLERANCE_MS
    ? { ...result, outcome: "created" }
    : result;
}

/** Journal entries of such rows: an undo takes them back as well. */
export function createdBefore({ outcome, wrote, plan, rowId, externalId }: Result): readonly Journalled[] {
  if (outcome !== "created" || wrote.dataverse !== null || wrote.system !== null) return [];
  if (!plan || rowId === null || externalId === null) return [];
  const fields = plan.fields.map(({ line, column, systemField, dataverse }) => ({
    line,
    side: "dataverse" as const,
    column,
    ...(systemField === undefined ? {} : { systemField }),
    before: null,
    after: dataverse,
  }));
  return [{ recordId: rowId, externalId, entry: { fields, created: "dataverse" } }];
}
