import { countOutcomes } from "../../core/operation/counts";
import type { OperationResult } from "../../core/operation/types";
import { chunksOf } from "../dataverse/in-filter";
import { bringTogether, preview } from "../pipeline/bring-together";
import type { Result } from "../pipeline/item";
import type { Sync } from "../pipeline/sync";
import { speaker } from "../pipeline/words";
import { recordResult } from "./record-result";

/** Records done together: a few requests each, and the form sees the number grow. */
const CHUNK_RECORDS = 50;

/** Pushes, pulls or previews the rows a person pointed at. `progress` hears how many are done. */
export async function perform(
  sync: Sync,
  rowIds: readonly string[],
  lcid: number | undefined,
  progress: (done: number) => Promise<void>,
): Promise<OperationResult> {
  const all: Result[] = [];
  for (const ids of chunksOf(rowIds, CHUNK_RECORDS)) {
    if (all.length > 0) await progress(all.length);
    const names = ids.map((rowId) => ({ rowId }));
    const results = await (sync.door === "preview" ? preview(sync, names) : bringTogether(sync, names));
    all.push(...ids.map((id) => resultFor(id, results)));
  }
  const by = speaker(sync, lcid);
  const withFields = sync.door === "preview" || rowIds.length === 1;
  return {
    version: 1,
    counts: countOutcomes(all),
    records: all.map((result) => recordResult(sync, result, by, withFields)),
  };
}

/** What became of the row a person pointed at; of its master, where it was merged into another. */
function resultFor(rowId: string, results: readonly Result[]): Result {
  const found = results.find((each) => [each.rowId, each.item.movedFrom?.id].includes(rowId));
  if (!found) throw new Error("A record came back without a result.");
  return { ...found, rowId };
}
