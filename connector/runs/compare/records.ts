import { recordDiffersFromBase } from "../../../core/plan/differs-from-base";
import { writes } from "../../../core/plan/direction";
import type { Sql } from "../../database/database";
import { linksToCompare } from "../../state/compared-links";
import { readChunk } from "../read-ahead";
import type { Comparison } from "./comparison";
import { ownersToldAlready, type Differing } from "./owners-told";
import type { ComparedPage, Found } from "./settle";

/** Clocks differ, and a change may be listed a little after it was made: what changed shortly before is looked at again. */
const OVERLAP_MS = 5 * 60_000;

/** Reads some pages of the system's records from `at` on, all or those changed lately, and compares them with what was agreed on. */
export async function comparePageOfRecords(comparison: Comparison, at: string | null): Promise<ComparedPage> {
  const { is, listsFirst, marks, place, scope, work } = comparison;
  const { mapping } = is.comparing;
  const since = is.systemSince;
  const changed = place.full || since === null ? undefined : overlapping(since);
  if (listsFirst && at === null) await is.listing!.begin(work.parts, comparison.systemCall);
  const chunk = await readChunk(
    { connection: is.connection, mapping },
    at,
    comparison.systemCall,
    changed === undefined ? {} : { updatedSince: changed },
  );
  const links = await linksToCompare(work.parts.database, scope, {
    externalIds: chunk.records.map((record) => record.id),
  });
  const linkOf = new Map(links.map((link) => [link.externalId, link]));
  const differing = new Map(
    chunk.records.flatMap((record): [string, Differing][] => {
      const link = linkOf.get(record.id);
      if (!link || link.ended || link.seen === marks.settled || link.table !== is.table.logicalName)
        return [];
      const differs = record.trouble || recordDiffersFromBase(is.comparing, record, link.base);
      return differs ? [[record.id, { record, link }]] : [];
    }),
  );
  for (const id of await ownersToldAlready(comparison, [...differing.values()])) differing.delete(id);
  const found: Found[] = [];
  const seen: string[] = [];
  let unchanged = 0;
  const counted = new Set(place.repeated);
  for (const record of chunk.records.filter(({ id }) => !counted.has(id))) {
    const link = linkOf.get(record.id);
    // The mapping of that table sees to it.
    if (link && !link.ended && link.table !== is.table.logicalName) {
      unchanged += 1;
      continue;
    }
    // Both sides were read and brought together a moment ago, coming from its row.
    if (link?.seen === marks.settled) continue;
    if (link && !differing.has(record.id)) {
      unchanged += 1;
      if (place.full) seen.push(record.id);
    }
    // Where nothing comes back, it is for a row to say that it is this record.
    else if (link || is.listing === null || writes(mapping.direction, "toDataverse"))
      found.push({ key: record.id, name: { externalId: record.id } });
  }
  return {
    found,
    seen,
    mark: marks.record,
    // What merely lies within the overlap was not to be looked at. Each is counted once: in the phase of the side that comes last.
    unchanged: place.full && !listsFirst ? unchanged : 0,
    listed: chunk.records.length,
    next: chunk.next,
    ...(listsFirst ? { save: (sql: Sql) => is.listing!.add(sql, at, chunk.records, chunk.next) } : {}),
    ...(place.full && chunk.total !== undefined ? { total: chunk.total } : {}),
  };
}

function overlapping(since: string): string {
  return new Date(Date.parse(since) - OVERLAP_MS).toISOString();
}
