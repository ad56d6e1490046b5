import { followMerge } from "../../../core/sync/follow-merge";
import type { Item, LinkRow, Names } from "../item";
import { claimToDecide } from "./carried-ids";
import { masterOf } from "../load/read";
import type { RecordName } from "../../state/changes";
import type { LoadedRecords } from "../load/loaded-records";

/** Which row and which record of the system belong together, before anything is said about what becomes of them. */
export type Pair = Names &
  Pick<Item, "link" | "movedFrom" | "stop"> & {
    /** The match rules, or a person, joined them just now. */
    readonly matched?: true;
  };

/** The pairs of these records, each once: the link says it, then the id a row carries. */
export function pairsOf(loaded: LoadedRecords, names: readonly RecordName[]): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  const add = (pair: Pair) => pairs.set(`${pair.externalId ?? ""}/${pair.rowId ?? ""}`, pair);
  for (const name of names) {
    if ("externalId" in name) {
      add(pairOfExternalId(loaded, name.externalId));
      continue;
    }
    add(pairOfRow(loaded, name.rowId));
    // Whichever row of a merge was queued, the others' links are seen to.
    for (const loser of loaded.losersOf(name.rowId)) {
      const link = holdingLink(loaded, loser.id);
      if (link) add(pairOfLink(loaded, link));
    }
  }
  return [...pairs.values()];
}

function pairOfExternalId(loaded: LoadedRecords, externalId: string): Pair {
  const link = loaded.linkOf({ externalId });
  if (link && !loaded.endOf(link)) return pairOfLink(loaded, link);
  const lone: Pair = { externalId, rowId: null, link: null };
  if (link) {
    const rowId = link.recordId || loaded.stateOf(externalId)?.recordId || null;
    return { ...lone, rowId, link };
  }
  const rowId = loaded.carrierOf(externalId);
  if (rowId === null) return lone;
  if (loaded.doubtAbout(rowId)) return pairInDoubt(loaded, rowId, externalId);
  return isTaken(loaded, rowId, externalId)
    ? { ...lone, stop: { outcome: "skipped", issue: { code: "LINK_TAKEN" } } }
    : { ...lone, rowId };
}

function pairOfRow(loaded: LoadedRecords, rowId: string): Pair {
  const link = loaded.linkOf({ rowId });
  if (link && !loaded.endOf(link)) return pairOfLink(loaded, link);
  const lost = losersLink(loaded, rowId);
  if (lost) return pairOfLink(loaded, lost);
  const row = loaded.row(rowId);
  const alone: Pair = { externalId: null, rowId, link: null };
  // What it stood for is in its master now.
  if (row && masterOf(row) !== null)
    return { ...alone, stop: { outcome: "skipped", issue: { code: "UNLINKED" } } };
  const carried = loaded.carriedBy(row);
  const others = carried === null ? null : loaded.linkOf({ externalId: carried });
  if (others && !loaded.endOf(others))
    return { ...alone, stop: { outcome: "skipped", issue: { code: "LINK_TAKEN" } } };
  if (link) return { externalId: link.externalId, rowId, link };
  if (carried !== null && loaded.doubtAbout(rowId)) return pairInDoubt(loaded, rowId, carried);
  return { externalId: carried, rowId, link: others };
}

/** A row whose id nobody vouches for, without the record it names. */
function pairInDoubt(loaded: LoadedRecords, rowId: string, externalId: string): Pair {
  const alone: Pair = { externalId: null, rowId, link: null };
  const isAnother = loaded.sync.answers?.get(rowId)?.kind === "create";
  if (isAnother || loaded.doubtAbout(rowId) === "askSystem") return alone;
  return { ...alone, stop: claimToDecide(externalId) };
}

/** The link's own pair; where the row lost a merge, its master takes over. */
function pairOfLink(loaded: LoadedRecords, link: LinkRow): Pair {
  const master = finalMaster(loaded, link.recordId);
  const pair: Pair = { externalId: link.externalId, rowId: link.recordId, link };
  if (master === null) return pair;
  const inTheWay = linkAt(loaded, master);
  const links = [link, ...(inTheWay && inTheWay.id !== link.id ? [{ ...inTheWay, recordId: master }] : [])];
  const followUp = followMerge(
    links.map(({ externalId, recordId }) => ({ externalId, rowId: recordId })),
    link.recordId,
    master,
  );
  if (followUp.kind === "doubled") {
    return {
      ...pair,
      stop: { outcome: "skipped", issue: { code: "MERGED_HERE_ONLY" }, unlink: "merged" },
    };
  }
  return { ...pair, rowId: master, movedFrom: loaded.row(link.recordId)! };
}

function finalMaster(loaded: LoadedRecords, rowId: string): string | null {
  const seen = new Set([rowId]);
  let master: string | null = null;
  for (let row = loaded.row(rowId); row; row = loaded.row(master!)) {
    const next = masterOf(row);
    if (next === null || seen.has(next)) break;
    seen.add((master = next));
  }
  return master;
}

function holdingLink(loaded: LoadedRecords, rowId: string): LinkRow | null {
  const link = loaded.linkOf({ rowId });
  return link && !loaded.endOf(link) ? link : null;
}

/** The link that the first of the rows merged into this one brought along. */
function losersLink(loaded: LoadedRecords, rowId: string): LinkRow | null {
  for (const loser of loaded.losersOf(rowId)) {
    const link = holdingLink(loaded, loser.id) ?? losersLink(loaded, loser.id);
    if (link) return link;
  }
  return null;
}

/** The link that a row has, or is about to get from one that was merged into it. */
function linkAt(loaded: LoadedRecords, rowId: string): LinkRow | null {
  return holdingLink(loaded, rowId) ?? losersLink(loaded, rowId);
}

function isTaken(loaded: LoadedRecords, rowId: string, externalId: string): boolean {
  const link = linkAt(loaded, rowId);
  return link !== null && link.externalId !== externalId;
}

/** The record of the system a row is joined to already, or carries the id of; null when it is free. */
export function takenBy(loaded: LoadedRecords, rowId: string): string | null {
  return linkAt(loaded, rowId)?.externalId ?? loaded.carriedBy(loaded.row(rowId));
}
