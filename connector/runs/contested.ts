import { externalIdOf } from "../../core/mapping/external-id";
import type { Match } from "../../core/match/types";
import type { Item } from "../pipeline/item";
import type { Candidates } from "../pipeline/match/match-to-rows";
import { stopOf } from "../pipeline/match/match-unlinked";
import { linkScope, type Sync } from "../pipeline/sync";
import { linksByExternalId } from "../state/links";
import { readAhead } from "./read-ahead";

/** Records of which several fit the same row, by record id. */
export type Contested = ReadonlyMap<string, Extract<Match, { readonly kind: "contested" }>>;

/**
 * Finds the rows that several records of the system fit: which of them is meant is for a person to say, whatever chunks the
 * records come in, as it is for events. All records are read once beforehand, and nothing but ids is kept of them; where
 * there is no row to be matched, an empty table above all, nothing is read.
 */
export async function findContested(sync: Sync, { index, taken }: Candidates): Promise<Contested> {
  const contested = new Map<string, Extract<Match, { readonly kind: "contested" }>>();
  if (index.size <= taken.size) return contested;
  const joined = new Set(taken.values());
  const claims = new Map<string, string[]>();
  for await (const { records } of readAhead(sync, null)) {
    sync.signal?.throwIfAborted();
    const ids = records.map((record) => record.id);
    const states = await linksByExternalId(sync.database, linkScope(sync), ids);
    const rowOf = new Map(states.map((link) => [link.externalId, link.recordId]));
    for (const record of records) {
      if (record.trouble) continue;
      const own = rowOf.get(record.id);
      const [rowId, ...more] = index.candidates(record).filter((id) => !taken.has(id) && id !== own);
      // None, or several: that is told of the record itself.
      if (rowId === undefined || more.length > 0) continue;
      // Who has a row of her own claims no other; but an address that she has, too, is nobody else's.
      const hasRow = own !== undefined || joined.has(record.id);
      if (hasRow && !index.fitsWeakly(record, rowId)) continue;
      const claimants = claims.get(rowId);
      if (!claimants) claims.set(rowId, [record.id]);
      else if (!claimants.includes(record.id)) claimants.push(record.id);
    }
  }
  for (const [rowId, recordIds] of claims)
    if (recordIds.length > 1)
      for (const id of recordIds) contested.set(id, { kind: "contested", rowId, recordIds });
  return contested;
}

/** Items of contested records go no further, unless somebody has joined them since. */
export function withoutContested(
  { mapping }: Pick<Sync, "mapping">,
  items: readonly Item[],
  contested: Contested,
): readonly Item[] {
  if (contested.size === 0) return items;
  const column = mapping.externalIdColumn?.column;
  return items.map((item) => {
    const match = item.externalId === null ? undefined : contested.get(item.externalId);
    const carried = column && item.row ? externalIdOf(mapping, item.row.values[column]) : null;
    if (!match || item.link !== null || carried === item.externalId) return item;
    return { ...item, row: null, rowId: null, base: null, stop: stopOf(match) };
  });
}
