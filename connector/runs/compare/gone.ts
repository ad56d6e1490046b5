import { countLinks, unseenLinks } from "../../state/compared-links";
import { DataverseError } from "../../dataverse/dataverse-error";
import { readRows } from "../../pipeline/load/read";
import { openCreations } from "../../state/write-intents";
import type { Comparison } from "./comparison";
import type { ComparedPage } from "./settle";

/** Links looked at together. */
const LINKS = 1_000;
/** With so many links, a side that lists nothing at all has rather lost our rights than every record. */
const MANY_LINKS = 10;

/**
 * Links of which one side did not turn up in the phase before. Whether it was deleted is for a read of that record to say.
 * Gives null when that side listed nothing at all although much was expected: then nothing is concluded from it.
 */
export async function compareLinksNotSeen(comparison: Comparison): Promise<ComparedPage | null> {
  const { is, marks, phase, place, scope, work } = comparison;
  const { database } = work.parts;
  const { logicalName } = is.table;
  const side = phase === "rowsGone" ? marks.row : marks.record;
  if (
    place.at === null &&
    place.listed === 0 &&
    (await countLinks(database, scope, logicalName)) >= MANY_LINKS
  )
    return null;
  const ids = await unseenLinks(
    database,
    scope,
    logicalName,
    work.run.id,
    [side, marks.settled],
    place.at,
    LINKS,
  );
  const unheard = phase === "rowsGone" && place.at === null ? await rowsGoneUnheard(comparison) : [];
  return {
    found: [
      ...ids.map((externalId) => ({ key: externalId, name: { externalId } })),
      ...unheard.map((rowId) => ({ key: rowId, name: { rowId } })),
    ],
    seen: [],
    mark: side,
    unchanged: 0,
    listed: 0,
    next: ids.length === LINKS ? ids.at(-1)! : null,
  };
}

/**
 * Rows that were to get a record and were deleted while nobody looked: neither side lists anything of them, and a link may have been
 * told already. Those that are there still are listed like all others.
 */
async function rowsGoneUnheard({ is, scope, work }: Comparison): Promise<readonly string[]> {
  const ids = await openCreations(work.parts.database, scope, is.table.logicalName, LINKS);
  if (ids.length === 0) return [];
  const rows = await readRows(await is.sync(), ids);
  return ids.filter((id) => {
    const read = rows.get(id);
    return read instanceof DataverseError && read.status === 404;
  });
}
