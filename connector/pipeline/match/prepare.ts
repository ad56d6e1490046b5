import type { LookupDirectory } from "../../../core/map/types";
import { findRelated, type Related } from "./related";
import type { Item } from "../item";
import { findLookups } from "./lookups";
import type { Sync } from "../sync";

/** What plans need to know beside the records themselves, found for many of them at once. */
export interface Surroundings {
  readonly lookups?: LookupDirectory;
  readonly related: Related;
}

/** For plans that come from elsewhere (an undo). */
export const NOTHING_AROUND: Surroundings = { related: new Map() };

/** Looks up what the lines of the mapping refer to: related rows by their keys, or by match rules. */
export async function prepare(sync: Sync, items: readonly Item[]): Promise<Surroundings> {
  const waiting = items.filter((item) => !item.stop);
  const [lookups, related] = await Promise.all([findLookups(sync, waiting), findRelated(sync, waiting)]);
  return { ...(lookups ? { lookups } : {}), related };
}
