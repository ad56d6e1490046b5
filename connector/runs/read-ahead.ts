import type { SystemRecord } from "../../core/records";
import { systemCall, type Sync } from "../pipeline/sync";
import type { SystemCall } from "../systems/system-adapter";

/** Records handled together: one bulk request's worth. */
export const CHUNK_RECORDS = 1_000;

export interface Chunk {
  readonly records: readonly SystemRecord[];
  /** Where the next chunk begins; null after the last. */
  readonly next: string | null;
  readonly total?: number;
}

/**
 * Reads all records of the system from `cursor` on, chunk by chunk, one chunk ahead: while one is written, the next is
 * read. At most three chunks are in memory: one is told, one written, one read.
 */
export async function* readAhead(sync: Sync, cursor: string | null): AsyncGenerator<Chunk> {
  let coming: Promise<Chunk> | null = readChunk(sync, cursor, systemCall(sync));
  while (coming) {
    const chunk: Chunk = await coming;
    coming = chunk.next === null ? null : readChunk(sync, chunk.next, systemCall(sync));
    // Nobody may be waiting when it fails; the failure is thrown when its turn comes.
    coming?.catch(() => {});
    yield chunk;
  }
}

/** The records from `cursor` on, up to {@link CHUNK_RECORDS}. @param updatedSince ISO 8601: only those changed since then */
export async function readChunk(
  { connection, mapping }: Pick<Sync, "connection" | "mapping">,
  cursor: string | null,
  call: SystemCall,
  updatedSince?: string,
): Promise<Chunk> {
  const records = new Map<string, SystemRecord>();
  let next = cursor;
  let total: number | undefined;
  do {
    const page = await connection.adapter.list(
      mapping.systemObject,
      {
        pageSize: CHUNK_RECORDS - records.size,
        ...(next === null ? {} : { cursor: next }),
        ...(updatedSince === undefined ? {} : { updatedSince }),
      },
      call,
    );
    // A record may come twice while others are added; the later one is the newer.
    for (const record of page.records) records.set(record.id, record);
    next = page.next;
    total = page.total ?? total;
  } while (next !== null && records.size < CHUNK_RECORDS);
  return { records: [...records.values()], next, ...(total === undefined ? {} : { total }) };
}
