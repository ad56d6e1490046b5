import type { DataverseError } from "../../dataverse/dataverse-error";
import { withoutRecords, type Lookups } from "../../tables/our-lookups";
import type { BulkRow } from "./write-bulk";

type Write<R extends BulkRow> = (rows: readonly R[]) => Promise<ReadonlyMap<string, DataverseError>>;

/**
 * Writes rows of ours that point to a record. Somebody may have deleted that one a moment ago: then they are written without
 * pointing to it, since what they say is to be read all the same.
 * @returns what was wrong, by id of the rows that did not land
 */
export async function writePointing<R extends BulkRow>(
  lookups: Lookups,
  rows: readonly R[],
  write: Write<R>,
): Promise<ReadonlyMap<string, DataverseError>> {
  const failures = await write(rows);
  const alone = rows.filter(({ id }) => failures.get(id)?.issueCode("write") === "RECORD_NOT_FOUND");
  if (alone.length === 0) return failures;
  const again = await write(alone.map((row) => ({ ...row, body: withoutRecords(lookups, row.body) })));
  const tried = new Set(alone.map(({ id }) => id));
  return new Map([...[...failures].filter(([id]) => !tried.has(id)), ...again]);
}
