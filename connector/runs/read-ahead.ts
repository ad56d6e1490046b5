import type { SystemRecord } from "../../core/records";
import { systemCall, type Sync } from "../pipeline/sync";
import { able, type SystemCall } from "../systems/contract/object";
import { objectOf } from "../systems/contract/system";

/** Records handled together: a bulk request's worth for each of those in whose names they are created. */
export const CHUNK_RECORDS = 1_600;
/**
 * Of a large import the first are few, since Dataverse waits for them to be made ready. Towards the end they become fewer: the
 * run's end waits for the last to be written, and a large chunk before it would be written long after.
 */
const EDGE_RECORDS = 250;
const OF_WHAT_IS_LEFT = 0.6;
/** So little more than the fewest stays together. */
const LAST_RECORDS = 425;
/** In a small import more chunks would only be more requests. */
const LARGE_IMPORT = 4_000;

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
  const sizes = chunkSizes(done);
  const read = (from: string | null, before: number): Promise<Chunk> => {
    const coming = readChunk(sync, from, systemCall(sync), { most: sizes(before) });
    // Nobody may be waiting when it fails; the failure is thrown when its turn comes.
    coming.catch(() => {});
    return coming;
  };
  return oneAhead(read(cursor, done), read, done);
}

async function* oneAhead(
  first: Promise<Chunk>,
  read: (cursor: string, before: number) => Promise<Chunk>,
  done: number,
): AsyncGenerator<Chunk> {
  let before = done;
  for (let coming: Promise<Chunk> | null = first; coming;) {
    const chunk: Chunk = await coming;
    before += chunk.records.length;
    coming = chunk.next === null ? null : read(chunk.next, before);
    yield chunk;
  }
}

/** How many records come together: of those read so far, and the total the system told, if it did. */
type ChunkSize = (read: number, told?: number) => number;

/** The size of the chunk that begins after `before` records, in an import that began after `done`. */
function chunkSizes(done: number): (before: number) => ChunkSize {
  let total: number | undefined;
  return (before) => (read, told) => {
    total = told ?? total;
    const first = before === done;
    if (total === undefined) return first && read === 0 ? EDGE_RECORDS : CHUNK_RECORDS;
    if (total - done < LARGE_IMPORT) return CHUNK_RECORDS;
    const left = total - before;
    if (first || left <= 0) return EDGE_RECORDS;
    if (left <= LAST_RECORDS) return left;
    return Math.min(CHUNK_RECORDS, Math.max(EDGE_RECORDS, Math.ceil(left * OF_WHAT_IS_LEFT)));
  };
}

/** What to read of the records from a cursor on. */
interface Wanted {
  /** {@link CHUNK_RECORDS} by default. */
  readonly most?: ChunkSize;
  /** ISO 8601: only those changed since then. */
  readonly updatedSince?: string;
}

/** The records from `cursor` on. */
export async function readChunk(
  { connection, mapping }: Pick<Sync, "connection" | "mapping">,
  cursor: string | null,
  call: SystemCall,
  { most = () => CHUNK_RECORDS, updatedSince }: Wanted = {},
): Promise<Chunk> {
  const object = objectOf(connection.adapter, mapping.systemObject);
  const records = new Map<string, SystemRecord>();
  let next = cursor;
  let total: number | undefined;
  do {
    const request = {
      pageSize: most(records.size, total) - records.size,
      ...(next === null ? {} : { cursor: next }),
    };
    const page = await (updatedSince === undefined
      ? object.list(request, call)
      : able(object, "listChanged")(updatedSince, request, call));
    // A record may come twice while others are added; the later one is the newer.
    for (const record of page.records) records.set(record.id, record);
    next = page.next;
    total = page.total ?? total;
  } while (next !== null && records.size < most(records.size, total));
  return { records: [...records.values()], next, ...(total === undefined ? {} : { total }) };
}
