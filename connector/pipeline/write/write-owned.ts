import type { BulkTable } from "../../dataverse/bulk";
import type { DataverseError } from "../../dataverse/dataverse-error";
import { reportCall, type Sync } from "../sync";
import { writeBulk, type BulkRow } from "./write-bulk";

/** Nobody waits for these, and they are seldom many: so many are one request. */
const PIECE = { pieceRows: 250 };

export interface OwnedRow extends BulkRow {
  /** systemuserid who is to own it, if she may; null: as it is. */
  readonly owner: string | null;
}

/**
 * Writes rows that are to belong to somebody. Who may not own them costs one more try, once: her rows stay ours, where
 * administrators see them.
 * @returns what was wrong, by id of the rows that did not land
 */
export async function writeOwned(
  sync: Sync,
  table: BulkTable,
  rows: readonly OwnedRow[],
): Promise<ReadonlyMap<string, DataverseError>> {
  const { client, memory } = sync.runtime;
  const unfit = memory.unfitOwners;
  const isHers = ({ owner }: OwnedRow) => owner !== null && !unfit.has(owner);
  const ownedBy = (row: OwnedRow, owner: string | null): BulkRow => ({
    id: row.id,
    body: owner === null ? row.body : { ...row.body, "ownerid@odata.bind": `/systemusers(${owner})` },
  });
  // Whoever had it before does not keep it.
  const ours = sync.runtime.environment.userId;
  const bodies = rows.map((row) => ownedBy(row, row.owner === null || isHers(row) ? row.owner : ours));
  const failures = await writeBulk(client, "UpsertMultiple", table, bodies, reportCall(sync), PIECE);
  const again = rows.filter((row) => failures.has(row.id) && isHers(row));
  if (again.length === 0) return failures;
  const second = await writeBulk(
    client,
    "UpsertMultiple",
    table,
    again.map((row) => ownedBy(row, ours)),
    reportCall(sync),
    PIECE,
  );
  // It was her, where the row landed without her.
  for (const row of again) if (!second.has(row.id)) unfit.add(row.owner!);
  return new Map(
    [...failures].flatMap(([id, error]) => {
      const later = again.some((row) => row.id === id) ? second.get(id) : error;
      return later ? [[id, later] as const] : [];
    }),
  );
}
