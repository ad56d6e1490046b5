import type { LookupDirectory } from "../../../core/map/types";
import { findAccounts, type FoundAccounts } from "./companies";
import type { Item } from "../item";
import { findLookups } from "./lookups";
import type { Sync } from "../sync";

/** What plans need to know beside the records themselves, found for many of them at once. */
export interface Surroundings {
  readonly lookups?: LookupDirectory;
  readonly accounts: FoundAccounts;
}

/** For plans that come from elsewhere (an undo). */
export const NOTHING_AROUND: Surroundings = { accounts: new Map() };

/** Looks up what the lines of the mapping refer to: related rows by their keys, accounts by their company. */
export async function prepare(sync: Sync, items: readonly Item[]): Promise<Surroundings> {
  const waiting = items.filter((item) => !item.stop);
  const [lookups, accounts] = await Promise.all([findLookups(sync, waiting), findAccounts(sync, waiting)]);
  return { ...(lookups ? { lookups } : {}), accounts };
}
