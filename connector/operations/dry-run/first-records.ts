import { MOST_TRIED } from "../../../core/operation/match-trial";
import type { RecordName } from "../../state/changes";
import { chunksOf } from "../../dataverse/in-filter";
import type { Known } from "../../pipeline/load/known";
import { systemCall, type Sync } from "../../pipeline/sync";
import { importCandidates } from "../../runs/import-candidates";
import { readChunk } from "../../runs/read-ahead";

/** Looked at together: few enough that those who wait for one of these records do not wait long. */
export const CHUNK_TRIED = 250;

/** What a run would find with the first records that it looks at, or would make of them. */
export interface Tried<Found> {
  readonly found: readonly Found[];
  /** There are others behind them. */
  readonly more: boolean;
  /** So many of the system's records they were compared with, where there are more. */
  readonly comparedWith?: number;
}

/** Looks at some of them, with what is known of all; nothing is written. */
export type Look<Found> = (
  sync: Sync,
  names: readonly RecordName[],
  known: Known | undefined,
) => Promise<readonly Found[]>;

/** Hears how many have been looked at. */
export type OnLooked = (done: number, total: number) => Promise<void>;

/** The first records of the system, looked at beside the rows that a first import would take in. */
export async function firstRecords<Found>(
  sync: Sync,
  look: Look<Found>,
  onLooked: OnLooked,
): Promise<Tried<Found>> {
  const call = { ...systemCall(sync), someoneWaits: true };
  const listed = await readChunk(sync, null, call, { most: () => MOST_TRIED });
  const records = listed.records.slice(0, MOST_TRIED);
  await onLooked(0, records.length);
  const { candidates } = await importCandidates(sync, sync.clock.now(), async function* () {
    yield { records };
  });
  const byId = new Map(records.map((record) => [record.id, record]));
  const known = { records: async () => byId, leavesOutGone: true as const, candidates };
  const found: Found[] = [];
  let done = 0;
  for (const some of chunksOf(records, CHUNK_TRIED)) {
    const names = some.map(({ id }) => ({ externalId: id }));
    found.push(...(await look(sync, names, known)));
    done += some.length;
    await onLooked(done, records.length);
  }
  return { found, more: listed.next !== null || listed.records.length > records.length };
}
