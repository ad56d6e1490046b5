import type { BulkMessage, BulkTable } from "../../dataverse/bulk";
import type { DataverseCall } from "../../dataverse/call";
import type { DataverseClient } from "../../dataverse/client";
import { DataverseError } from "../../dataverse/dataverse-error";
import type { Governor } from "../../dataverse/governor";
import { chunksOf } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import { namesUnknownColumn } from "./columns-changed";

/** Where Microsoft advises to begin; the request stays well under the size limit. */
export const BULK_ROWS = 1_000;
/** So many rows refused one by one, and not a single one taken: the others are not tried any more, it is not the rows. */
export const SAME_FOR_ALL = 12;

/** Below this many rows a request of its own costs more than doing them beside others saves. */
const SMALLEST_PIECE = 25;
/** While other requests wait for their turn, more pieces are only more requests: so many rows stay together then. */
const SMALLEST_WHEN_BUSY = 100;

/**
 * As many pieces as the environment advises to have under way (`x-ms-dop-hint`), so that it does them side by side.
 * https://learn.microsoft.com/power-apps/developer/data-platform/send-parallel-requests
 */
export function rowsInPiece(rows: number, concurrency: number, smallest = SMALLEST_PIECE): number {
  return Math.min(BULK_ROWS, Math.max(smallest, Math.ceil(rows / concurrency)));
}

/** So many rows are part of something larger: what comes before and after them is done beside them. */
const MANY_ROWS = 450;

/** As {@link rowsInPiece}; half as many pieces, and larger ones, where there is enough to be done side by side anyway. */
export function rowsInRequest(rows: number, { busy, concurrency }: Governor): number {
  return busy || rows >= MANY_ROWS
    ? rowsInPiece(rows, Math.ceil(concurrency / 2), SMALLEST_WHEN_BUSY)
    : rowsInPiece(rows, concurrency);
}

export interface BulkOptions {
  /** Rows in a request; by default as many as use the environment best. */
  readonly pieceRows?: number;
  /** Errors that are no row's fault either: thrown at once. */
  readonly throws?: (error: DataverseError) => boolean;
  /** Errors that stand for all rows of a request: it is not halved, since most of them would be refused for the same. */
  readonly wholly?: (error: DataverseError) => boolean;
}

export interface BulkRow {
  readonly id: string;
  readonly body: Json;
}

/**
 * Writes rows in bulk. Standard tables refuse a whole request for one bad row, so a refused one is halved until the bad
 * row stands alone; all others land.
 * @returns what was wrong, by id of the rows that did not land
 * @throws DataverseError for what is no row's fault (sign-in, limits, no answer, a column that is gone)
 */
export async function writeBulk(
  client: DataverseClient,
  message: BulkMessage,
  table: BulkTable,
  rows: readonly BulkRow[],
  call: DataverseCall,
  options: BulkOptions = {},
): Promise<ReadonlyMap<string, DataverseError>> {
  const failures = new Map<string, DataverseError>();
  let landed = 0;
  let hopeless: DataverseError | undefined;

  async function write(piece: readonly BulkRow[]): Promise<void> {
    if (hopeless) {
      for (const row of piece) failures.set(row.id, hopeless);
      return;
    }
    try {
      await client.bulk(
        message,
        table,
        piece.map((row) => row.body),
        call,
      );
      landed += piece.length;
    } catch (error) {
      if (!(error instanceof DataverseError) || isNoRowsFault(error)) throw error;
      // No answer to a single row: it cannot have been too much at once.
      if (piece.length === 1 && error.transient) throw error;
      if (namesUnknownColumn(error) || options.throws?.(error)) throw error;
      if (options.wholly?.(error)) {
        for (const row of piece) failures.set(row.id, error);
        return;
      }
      if (piece.length > 1) {
        const middle = Math.ceil(piece.length / 2);
        await write(piece.slice(0, middle));
        await write(piece.slice(middle));
        return;
      }
      failures.set(piece[0]!.id, error);
      if (landed === 0 && failures.size >= SAME_FOR_ALL) hopeless = error;
    }
  }

  const pieces = chunksOf(rows, options.pieceRows ?? rowsInRequest(rows.length, client.governor));
  const ends = await Promise.allSettled(pieces.map(write));
  // Thrown only now: nothing of ours is under way any more when the caller hears of it.
  const broken = ends.find((end) => end.status === "rejected");
  if (broken) throw broken.reason;
  return failures;
}

/** Sign-in, limits, no answer: no row is to blame. */
export function isNoRowsFault(error: DataverseError): boolean {
  if (error.tooMuch) return false;
  return error.throttled || error.transient || error.status === 401;
}
