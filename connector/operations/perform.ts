import type { RecordResult } from "../../core/operation/types";
import { chunksOf } from "../dataverse/in-filter";
import { bringTogether, preview } from "../pipeline/bring-together";
import type { Result } from "../pipeline/item";
import type { Sync } from "../pipeline/sync";
import { speaker } from "../pipeline/words";
import { recordResult } from "./record-result";

/** Records done together: a few requests each, and the form sees the number grow. */
const CHUNK_RECORDS = 50;

export interface Performing {
  /** Language of the person who asked (LCID). */
  readonly lcid: number | undefined;
  /** Whether every field is told. */
  readonly withFields: boolean;
  /** Hears how many are done. */
  readonly progress: (done: number) => Promise<void>;
}

/** Pushes, pulls or previews the rows a person pointed at. Gives what became of each, in the order asked. */
export async function perform(
  sync: Sync,
  rowIds: readonly string[],
  { lcid, withFields, progress }: Performing,
): Promise<readonly RecordResult[]> {
  const all: Result[] = [];
  for (const ids of chunksOf(rowIds, CHUNK_RECORDS)) {
    if (all.length > 0) await progress(all.length);
    const names = ids.map((rowId) => ({ rowId }));
    const results = await (sync.trigger === "preview" ? preview(sync, names) : bringTogether(sync, names));
    all.push(...ids.map((id) => resultFor(id, results)));
  }
  const by = speaker(sync, lcid);
  return all.map((result) => recordResult(sync, result, by, withFields));
}

/** What became of the row a person pointed at; of its master, where it was merged into another. */
function resultFor(rowId: string, results: readonly Result[]): Result {
  const found = results.find((each) => [each.rowId, each.item.movedFrom?.id].includes(rowId));
  if (!found) throw new Error("A record came back without a result.");
  return { ...found, rowId };
}
