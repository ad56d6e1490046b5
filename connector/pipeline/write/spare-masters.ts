import type { Item, Result } from "../item";
import { candidatesByQuery } from "../match/candidates-by-query";
import type { NewChange } from "../../state/changes";
import { linksByExternalId } from "../../state/links";
import { isUnattended, linkScope, type Sync } from "../sync";
import type { Planned } from "./write-rows";

/**
 * Rows that would go with their record, deleted in the system, although they are somebody else's: a row that was merged into this one
 * has brought its link along, and in the meantime its record was deleted. Where another record of the system, without a row, is the same
 * as the master under the match rules, the row is that one's: it stays, the link ends, and that record is looked at.
 * @returns the records that are the same, by item; rows nobody else claims have none
 */
export async function mastersOfOthers(
  sync: Sync,
  planned: readonly Planned[],
): Promise<ReadonlyMap<Item, readonly string[]>> {
  const masters = planned.filter(
    ({ item, plan }) =>
      item.movedFrom !== undefined &&
      item.row !== null &&
      (plan.action === "deactivateRow" || plan.action === "deleteRow"),
  );
  // What a person decides is done.
  if (masters.length === 0 || !isUnattended(sync)) return new Map();
  const likes = await candidatesByQuery(sync).recordsLike(masters.map(({ item }) => item.row!));
  const ids = [...new Set([...likes.values()].flat().map(({ id }) => id))];
  const links = await linksByExternalId(sync.database, linkScope(sync), ids);
  const linked = new Set(links.filter(({ ended }) => ended === null).map(({ externalId }) => externalId));
  return new Map(
    masters.flatMap(({ item }) => {
      const found = likes.get(item.row!.id.toLowerCase()) ?? [];
      // An address alone says too little to spare a row.
      const others = found.filter(({ id, weakly }) => !weakly && id !== item.externalId && !linked.has(id));
      return others.length > 0 ? [[item, others.map(({ id }) => id)] as const] : [];
    }),
  );
}

/** The records that rows were left to: looked at next, in the transaction that saves the results. */
export function leftToOthers(sync: Sync, results: readonly Result[]): readonly NewChange[] {
  const { correlationId, mapping, runtime } = sync;
  const names = results.flatMap(({ leftTo }) => (leftTo ?? []).map((externalId) => ({ externalId })));
  if (names.length === 0) return [];
  return [
    { environmentId: runtime.environment.id, mappingId: mapping.id, why: "event", correlationId, names },
  ];
}
