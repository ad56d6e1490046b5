import { compileMatchRules } from "../../../core/match/compile";
import { createRecordIndex, type RecordIndex } from "../../../core/match/record-index";
import type { Like } from "../../../core/match/types";
import type { Row, SystemRecord } from "../../../core/records";
import type { SystemPage } from "../../systems/contract/object";
import { objectOf } from "../../systems/contract/system";
import { systemCall, type Sync } from "../sync";
import { nameLookups } from "./name-lookups";

/** Records a page; the adapter asks for as many as its system allows. */
const PAGE_SIZE = 1_000;
/** A run reads all records itself; whoever comes for a few makes do with those read lately. */
const KEPT_MS = 60 * 60_000;

/**
 * The records of a system that cannot be searched, by the rows that are the same under the match rules. All of them are read once,
 * and nothing but their keys is kept.
 * @throws SystemError
 */
export async function recordsByIndex(
  sync: Sync,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, readonly Like[]>> {
  if (rows.length === 0) return new Map();
  const index = await recordIndex(sync);
  const named = await nameLookups(sync, compileMatchRules(sync.mapping), rows);
  return new Map(named.map((row) => [row.id.toLowerCase(), index.like(row)]));
}

/** A record that was made or changed here is found by the next row that is the same. */
export async function noteRecord(sync: Sync, record: SystemRecord): Promise<void> {
  const kept = sync.runtime.memory.records.get(nameOf(sync))?.index;
  for (const index of new Set([sync.memory.records, kept])) (await index)?.add(record);
}

function recordIndex(sync: Sync): Promise<RecordIndex> {
  const { clock, memory, runtime, trigger } = sync;
  if (memory.records) return memory.records;
  const known = runtime.memory.records;
  const kept = known.get(nameOf(sync));
  if (trigger !== "run" && kept && kept.until > clock.elapsed()) return (memory.records = kept.index);
  const index = (memory.records = readAll(sync));
  known.set(nameOf(sync), { until: clock.elapsed() + KEPT_MS, index });
  index.catch(() => {
    known.delete(nameOf(sync));
    delete memory.records;
  });
  return index;
}

/** By the mapping and its rules: whoever changes them has the records read anew. */
function nameOf({ mapping }: Sync): string {
  return `${mapping.id} ${JSON.stringify(mapping.matchRules)}`;
}

async function readAll(sync: Sync): Promise<RecordIndex> {
  const { connection, mapping } = sync;
  const index = createRecordIndex(compileMatchRules(mapping));
  const object = objectOf(connection.adapter, mapping.systemObject);
  let cursor: string | null = null;
  do {
    sync.signal?.throwIfAborted();
    const page: SystemPage = await object.list(
      { pageSize: PAGE_SIZE, ...(cursor === null ? {} : { cursor }) },
      systemCall(sync),
    );
    for (const record of page.records) if (!record.trouble && !record.deleted) index.add(record);
    cursor = page.next;
  } while (cursor !== null);
  return index;
}
