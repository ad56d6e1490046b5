import { DataverseError } from "../../dataverse/dataverse-error";
import { columnOfCarriers } from "../load/carriers";
import { createRows, isThereAlready, type RowToCreate } from "./create-as";
import { readRows } from "../load/read";
import type { Sync } from "../sync";
import { RowChangedError } from "../row-changed-error";

/**
 * Creates rows, and never replaces one: what a person typed into a row whose creation we did not hear of stays. A row that is
 * there and carries the record's id is ours, and has to be read again; any other is told as a duplicate.
 * @returns what was wrong, by row id
 */
export async function createOnce(
  sync: Sync,
  rows: readonly RowToCreate[],
): Promise<ReadonlyMap<string, DataverseError | RowChangedError>> {
  const failures = new Map<string, DataverseError | RowChangedError>(await createRows(sync, rows));
  const doubtful = rows.filter(({ id }) => isThereAlready(failures.get(id)));
  if (doubtful.length === 0) return failures;
  const found = await readRows(
    sync,
    doubtful.map((row) => row.id),
  );
  const missing: RowToCreate[] = [];
  const column = columnOfCarriers(sync);
  for (const row of doubtful) {
    const read = found.get(row.id)!;
    if (!(read instanceof DataverseError)) {
      // Without a column, its id says that it is the record's: nobody else makes the same.
      if (column === null || read.values[column] === row.body[column])
        failures.set(row.id, new RowChangedError());
    } else if (read.status === 404) missing.push(row);
  }
  // They were only in one request with those that are there.
  const again = await createRows(sync, missing);
  for (const { id } of missing) {
    const failure = again.get(id);
    if (!failure) failures.delete(id);
    // Somebody else creates them at this very moment.
    else failures.set(id, isThereAlready(failure) ? new RowChangedError() : failure);
  }
  return failures;
}
