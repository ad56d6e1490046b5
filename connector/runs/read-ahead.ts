import type { SystemRecord } from "../../core/records";
import { systemCall, type Sync } from "../pipeline/sync";
import type { SystemCall } from "../systems/system-adapter";

/** Records handled together: one bulk request's worth. */
export const CHUNK_RECORDS = 1_000;
/** The first and the last are fewer: Dataverse waits for the one to be made ready, and the run's end for the other to be saved. */
const EDGE_RECORDS = 250;

export interface Chunk {
  readonly records: readonly SystemRecord[];
  /** Where the next chunk begins; null after the last. */
  readonly next: string | null;
  readonly total?: number;
}

/**
 * Reads all records of the system from `cursor` on, chunk by chunk, one chunk ahead: while one is made ready, the next is read.
 * The first is read at once.
 * @param done records before `cursor`
 */
export function readAhead(sync: Sync, cursor: string | null, done = 0): AsyncGenerator<Chunk> {
  const read = (from: string | null, records: number): Promise<Chunk> => {
    const coming = readChunk(sync, from, systemCall(sync), { records });
    // Nobody may be waiting when it fails; the failure is thrown when its turn comes.
    coming.catch(() => {});
    return coming;
  };
  return oneAhead(read(cursor, EDGE_RECORDS), read, done);
}

async function* oneAhead(
  first: Promise<Chunk>,
  read: (cursor: string, records: number) => Promise<Chunk>,
  before: number,
): AsyncGenerator<Chunk> {
  let done = before;
  for (let coming: Promise<Chunk> | null = first; coming;) {
    const chunk: Chunk = await coming;
    done += chunk.records.length;
    coming = chunk.next === null ? null : read(chunk.next, sizeAfter(done, chunk.total));
    yield chunk;
  }
}

/** Where the system tells no total, nobody knows which is the last. */
function sizeAfter(done: number, total = Infinity): number {
  const butTheLast = total - done - EDGE_RECORDS;
  return butTheLast > 0 ? Math.min(butTheLast, CHUNK_RECORDS) : EDGE_RECORDS;
}

/** What to read of the records from a cursor on. */
interface Wanted {
  /** How many at most; {@link CHUNK_RECORDS} by default. */
  readonly records?: number;
  /** ISO 8601: only those changed since then. */
  readonly updatedSince?: string;
}

/** The records from `cursor` on. */
export async function readChunk(
  { connection, mapping }: Pick<Sync, "connection" | "mapping">,
  cursor: string | null,
  call: SystemCall,
  { records: most = CHUNK_RECORDS, updatedSince }: Wanted = {},
): Promise<Chunk> {
  const records = new Map<string, SystemRecord>();
  let next = cursor;
  let total: number | undefined;
  do {
    const page = await connection.adapter.list(
      mapping.systemObject,
      {
        pageSize: most - records.size,
        ...(next === null ? {} : { cursor: next }),
        ...(updatedSince === undefined ? {} : { updatedSince }),
      },
      call,
    );
    // A record may come twice while others are added; the later one is the newer.
    for (const record of page.records) records.set(record.id, record);
    next = page.next;
    total = page.total ?? total;
  } while (next !== null && records.size < most);
  return { records: [...records.values()], next, ...(total === undefined ? {} : { total }) };
}
