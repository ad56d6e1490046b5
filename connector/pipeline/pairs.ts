import { followMerge } from "../../core/sync/follow-merge";
import type { Item, LinkRow } from "./item";
import { claimToDecide } from "./carried-ids";
import { masterOf } from "./read";
import type { RecordName } from "../state/changes";
import type { World } from "./world";

/** Which row and which record of the system belong together, before anything is said about what becomes of them. */
export interface Pair extends Pick<Item, "externalId" | "rowId" | "link" | "movedFrom" | "stop"> {
  /** The match rules, or a person, joined them just now. */
  readonly matched?: true;
}

/** The pairs of these records, each once: the link says it, then the id a row carries. */
export function pairsOf(world: World, names: readonly RecordName[]): readonly Pair[] {
  const pairs = new Map<string, Pair>();
  const add = (pair: Pair) => pairs.set(`${pair.externalId ?? ""}/${pair.rowId ?? ""}`, pair);
  for (const name of names) {
    if ("externalId" in name) {
      add(pairOfExternalId(world, name.externalId));
      continue;
    }
    add(pairOfRow(world, name.rowId));
    // Whichever row of a merge was queued, the others' links are seen to.
    for (const loser of world.losersOf(name.rowId)) {
      const link = holdingLink(world, loser.id);
      if (link) add(pairOfLink(world, link));
    }
  }
  return [...pairs.values()];
}

function pairOfExternalId(world: World, externalId: string): Pair {
  const link = world.linkOf({ externalId });
  if (link && !world.endOf(link)) return pairOfLink(world, link);
  const lone: Pair = { externalId, rowId: null, link: null };
  if (link) {
    const rowId = link.recordId || world.stateOf(externalId)?.recordId || null;
    return { ...lone, rowId, link };
  }
  const rowId = world.carrierOf(externalId);
  if (rowId === null) return lone;
  if (world.doubtAbout(rowId)) return pairInDoubt(world, rowId, externalId);
  return isTaken(world, rowId, externalId)
    ? { ...lone, stop: { outcome: "skipped", issue: { code: "LINK_TAKEN" } } }
    : { ...lone, rowId };
}

function pairOfRow(world: World, rowId: string): Pair {
  const link = world.linkOf({ rowId });
  if (link && !world.endOf(link)) return pairOfLink(world, link);
  const lost = losersLink(world, rowId);
  if (lost) return pairOfLink(world, lost);
  const row = world.row(rowId);
  const alone: Pair = { externalId: null, rowId, link: null };
  // What it stood for is in its master now.
  if (row && masterOf(row) !== null)
    return { ...alone, stop: { outcome: "skipped", issue: { code: "UNLINKED" } } };
  const carried = world.carriedBy(row);
  const others = carried === null ? null : world.linkOf({ externalId: carried });
  if (others && !world.endOf(others))
    return { ...alone, stop: { outcome: "skipped", issue: { code: "LINK_TAKEN" } } };
  if (link) return { externalId: link.externalId, rowId, link };
  if (carried !== null && world.doubtAbout(rowId)) return pairInDoubt(world, rowId, carried);
  return { externalId: carried, rowId, link: others };
}

/** A row whose id nobody vouches for, without the record it names. */
function pairInDoubt(world: World, rowId: string, externalId: string): Pair {
  const alone: Pair = { externalId: null, rowId, link: null };
  const isAnother = world.sync.answers?.get(rowId)?.kind === "create";
  if (isAnother || world.doubtAbout(rowId) === "askSystem") return alone;
  return { ...alone, stop: claimToDecide(externalId) };
}

/** The link's own pair; where the row lost a merge, its master takes over. */
function pairOfLink(world: World, link: LinkRow): Pair {
  const master = finalMaster(world, link.recordId);
  const pair: Pair = { externalId: link.externalId, rowId: link.recordId, link };
  if (master === null) return pair;
  const inTheWay = holdingLink(world, master) ?? losersLink(world, master);
  const links = [link, ...(inTheWay && inTheWay.id !== link.id ? [{ ...inTheWay, recordId: master }] : [])];
  const followUp = followMerge(
    links.map(({ externalId, recordId }) => ({ externalId, rowId: recordId })),
    link.recordId,
    master,
  );
  if (followUp.kind === "doubled") {
    return {
      ...pair,
      stop: { outcome: "skipped", issue: { code: "LINK_TAKEN" }, unlink: "merged" },
    };
  }
  return { ...pair, rowId: master, movedFrom: world.row(link.recordId)! };
}

function finalMaster(world: World, rowId: string): string | null {
  const seen = new Set([rowId]);
  let master: string | null = null;
  for (let row = world.row(rowId); row; row = world.row(master!)) {
    const next = masterOf(row);
    if (next === null || seen.has(next)) break;
    seen.add((master = next));
  }
  return master;
}

function holdingLink(world: World, rowId: string): LinkRow | null {
  const link = world.linkOf({ rowId });
  return link && !world.endOf(link) ? link : null;
}

/** The link that the first of the rows merged into this one brought along. */
function losersLink(world: World, rowId: string): LinkRow | null {
  for (const loser of world.losersOf(rowId)) {
    const link = holdingLink(world, loser.id) ?? losersLink(world, loser.id);
    if (link) return link;
  }
  return null;
}

function isTaken(world: World, rowId: string, externalId: string): boolean {
  const link = holdingLink(world, rowId);
  return link !== null && link.externalId !== externalId;
}

/** The record of the system a row is joined to already, or carries the id of; null when it is free. */
export function takenBy(world: World, rowId: string): string | null {
  return holdingLink(world, rowId)?.externalId ?? world.carriedBy(world.row(rowId));
}
