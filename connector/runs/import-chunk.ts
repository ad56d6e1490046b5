import type { SystemRecord } from "../../core/records";
import { CannotSyncError } from "../pipeline/build/build-sync";
import type { Result } from "../pipeline/item";
import type { Candidates } from "../pipeline/match/candidates";
import { concernsEverything } from "../pipeline/problems";
import type { Sync } from "../pipeline/sync";
import { syncRecords, type More } from "../pipeline/sync-records";
import { SAME_FOR_ALL } from "../pipeline/write/write-bulk";
import { takeUpUndone } from "./take-up-undone";

/**
 * Brings records as the system listed them to Dataverse: the pipeline, with what has been read of many of them at once.
 * @throws CannotSyncError where all of them are refused for the same reason
 */
export async function importRecords(
  sync: Sync,
  records: readonly SystemRecord[],
  candidates: Candidates,
  more: Pick<More, "saveToo"> = {},
): Promise<readonly Result[]> {
  const takenUp = await takeUpUndone(sync, records);
  const listed = new Map(records.map((record) => [record.id, record]));
  return syncRecords(
    sync,
    records.map(({ id }) => ({ externalId: id })),
    {
      ...more,
      known: { records: async () => listed, leavesOutGone: true, candidates },
      judge: (written) => {
        stopIfAllRefused(written);
        return written.map((result) => (takenUp.has(result.externalId ?? "") ? broughtBack(result) : result));
      },
    },
  );
}

/** It is linked and active again, even where nothing else had to be written. */
function broughtBack(result: Result): Result {
  return result.outcome === "unchanged" ? { ...result, outcome: "updated" } : result;
}

/** When every single record is refused for the same reason, the run has a problem, not each record one. */
function stopIfAllRefused(results: readonly Result[]): void {
  const [first] = results;
  const signedOut = results.find((result) => result.issue?.code === "NEEDS_SIGN_IN");
  // Nothing was wrong with these records: the chunk is done again once somebody has signed in.
  if (signedOut) throw new CannotSyncError(signedOut.issue!);
  const code = first?.issue?.code;
  if (!code || results.length < SAME_FOR_ALL) return;
  if (!results.every((result) => result.outcome === "failed" && result.issue?.code === code)) return;
  if (code === "RECORD_NOT_WRITABLE" || code === "RECORD_NOT_READABLE" || concernsEverything(code)) {
    throw new CannotSyncError(first.issue!);
  }
}
