import { MOST_TRIED } from "../../../core/operation/match-trial";
import { chunksOf } from "../../dataverse/in-filter";
import type { Item } from "../../pipeline/item";
import { systemCall, type Sync } from "../../pipeline/sync";
import { findTogether } from "../../pipeline/sync-records";
import { importCandidates } from "../../runs/import-candidates";
import { readChunk } from "../../runs/read-ahead";

/** Looked at together: few enough that those who wait for one of these records do not wait long. */
export const CHUNK_TRIED = 250;

/** Records or rows with whatever a run would bring them together with. */
export interface Tried {
  readonly items: readonly Item[];
  /** There are others behind them. */
  readonly more: boolean;
  /** So many of the system's records they were compared with, where there are more. */
  readonly comparedWith?: number;
}

/** The first records of the system, brought together with rows as a first import does it. */
export async function tryRecords(
  sync: Sync,
  progress: (done: number, total: number) => Promise<void>,
): Promise<Tried> {
  const call = { ...systemCall(sync), someoneWaits: true };
  const listed = await readChunk(sync, null, call, { most: () => MOST_TRIED });
  const records = listed.records.slice(0, MOST_TRIED);
  await progress(0, records.length);
  const { candidates } = await importCandidates(sync, sync.clock.now(), async function* () {
    yield { records };
  });
  const byId = new Map(records.map((record) => [record.id, record]));
  const known = { records: async () => byId, leavesOutGone: true as const, candidates };
  const items: Item[] = [];
  for (const some of chunksOf(records, CHUNK_TRIED)) {
    const names = some.map(({ id }) => ({ externalId: id }));
    items.push(...(await findTogether(sync, names, known)));
    await progress(items.length, records.length);
  }
  return { items, more: listed.next !== null || listed.records.length > records.length };
}
