import type { Like } from "../../../core/match/types";
import type { Row } from "../../../core/records";
import type { LoadedRecords } from "../load/loaded-records";
import { dropRecords, isListed } from "./record-list";

/**
 * The system's records that are the same as these rows, each read under its lease; null when somebody else holds one. A list may
 * hold some that have been deleted since: without them, what comes after them is found.
 */
export async function recordsThere(
  loaded: LoadedRecords,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, readonly Like[]> | null> {
  const gone = new Set<string>();
  for (;;) {
    const found = await loaded.candidates.recordsLike(rows);
    const all = new Set([...found.values()].flat().map(({ id }) => id));
    const asked = [...all].filter((id) => !gone.has(id));
    if (!(await loaded.take({ externalIds: asked }))) return null;
    const news = isListed(loaded.sync) ? asked.filter((id) => loaded.records.get(id) === null) : [];
    if (news.length === 0)
      return new Map([...found].map(([rowId, likes]) => [rowId, likes.filter(({ id }) => !gone.has(id))]));
    for (const id of news) gone.add(id);
    await dropRecords(loaded.sync, news);
  }
}
