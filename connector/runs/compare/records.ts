import { writes } from "../../../core/plan/direction";
import { recordDiffersFromBase } from "../../../core/plan/differs-from-base";
import { linksToCompare } from "../../state/compared-links";
import { readChunk } from "../read-ahead";
import type { Comparison } from "./comparison";
import type { ComparedPage, Found } from "./settle";

/** Clocks differ, and a change may be listed a little after it was made: what changed shortly before is looked at again. */
const OVERLAP_MS = 5 * 60_000;

/** Reads some pages of the system's records, all or those changed lately, and compares them with what was agreed on. */
export async function comparePageOfRecords(comparison: Comparison): Promise<ComparedPage> {
  const { is, marks, place, scope, work } = comparison;
  const since = is.systemSince;
  const changed = place.full || since === null ? undefined : overlapping(since);
  const chunk = await readChunk(
    { connection: is.connection, mapping: is.comparing.mapping },
    place.at,
    comparison.systemCall,
    changed === undefined ? {} : { updatedSince: changed },
  );
  const links = await linksToCompare(work.parts.database, scope, {
    externalIds: chunk.records.map((record) => record.id),
  });
  const linkOf = new Map(links.map((link) => [link.externalId, link]));
  // Where nothing comes back, a record that no row has is nobody's business.
  const mayBecomeRow = writes(is.comparing.mapping.direction, "toDataverse");
  const found: Found[] = [];
  const seen: string[] = [];
  let unchanged = 0;
  for (const record of chunk.records) {
    const link = linkOf.get(record.id);
    // Both sides were read and brought together a moment ago, coming from its row.
    if (link?.seen === marks.settled) continue;
    if (link?.ended || (link && !record.trouble && !recordDiffersFromBase(is.comparing, record, link.base))) {
      unchanged += 1;
      if (place.full) seen.push(record.id);
    } else if (link || mayBecomeRow) found.push({ key: record.id, name: { externalId: record.id } });
  }
  return {
    found,
    seen,
    mark: marks.record,
    // What merely lies within the overlap was not to be looked at.
    unchanged: place.full ? unchanged : 0,
    listed: chunk.records.length,
    next: chunk.next,
    ...(place.full && chunk.total !== undefined ? { total: chunk.total } : {}),
  };
}

function overlapping(since: string): string {
  return new Date(Date.parse(since) - OVERLAP_MS).toISOString();
}
