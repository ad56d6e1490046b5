import { rowIdFor } from "../../../core/ids/record-ids";
import type { Journalled } from "../../state/journal";
import type { Result } from "../item";
import type { Sync } from "../sync";

/** Dataverse's clock and ours may differ by as much. */
const CLOCK_TOLERANCE_MS = 5 * 60_000;

/**
 * Records are done again when the connector died, or something was thrown, before what became of them was saved. What an earlier
 * try had written by then is found as it was to be; for whoever counts, this work has written it all the same.
 */
export function countedOnce(sync: Sync, result: Result): Result {
  const { earlier } = result.item;
  if (result.outcome !== "unchanged" && result.outcome !== "updated") return result;
  if (earlier?.created || (result.outcome === "unchanged" && isNewRow(sync, result)))
    return { ...result, outcome: "created" };
  return earlier && earlier.fields.length > 0 ? { ...result, outcome: "updated" } : result;
}

/** A row that this run has created; only that is known of it, since creations are not noted. */
function isNewRow(sync: Sync, { item }: Result): boolean {
  if (!sync.runSince || item.base !== null || item.row === null || item.externalId === null) return false;
  const createdOn = Date.parse(String(item.row.values.createdon));
  const ours =
    item.row.id.toLowerCase() === rowIdFor(sync.connection.id, sync.mapping.systemObject, item.externalId);
  return ours && createdOn >= sync.runSince.getTime() - CLOCK_TOLERANCE_MS;
}

/** Journal entries of such rows: an undo takes them back as well. */
export function createdBefore({
  item,
  outcome,
  wrote,
  plan,
  rowId,
  externalId,
}: Result): readonly Journalled[] {
  if (outcome !== "created" || item.earlier || wrote.dataverse !== null || wrote.system !== null) return [];
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
