import { fnv1a64 } from "../../core/sync/fnv";
import { writes } from "../../core/plan/direction";
import { DataverseError } from "../dataverse/dataverse-error";
import { releaseRecords } from "../state/record-leases";
import type { RecordName } from "../state/changes";
import { inTrouble, type Item } from "./item";
import { answerTo, matchLoose } from "./match-loose";
import { pairsOf, type Pair } from "./pairs";
import { problemOf } from "./problems";
import { OUT_OF_SCOPE, outOfScope } from "./scope";
import { isUnattended, type Sync } from "./sync";
import { World } from "./world";

/** How long to leave a record to whoever works on it before asking again. */
const ASK_AGAIN_MS = 100;

export interface Gathered {
  readonly items: readonly Item[];
  /** Record leases held, by both names of every record. */
  readonly keys: readonly string[];
}

/** Records of either side and what belongs to them on the other, as they are now, each under its lease. */
export async function gather(sync: Sync, names: readonly RecordName[]): Promise<Gathered> {
  const wanted = names.map((name): RecordName =>
    "rowId" in name ? { rowId: name.rowId.toLowerCase() } : name,
  );
  for (let tries = 1; ; tries++) {
    const world = new World(sync);
    let items: readonly Item[] | null = null;
    try {
      items = await tryToGather(world, wanted);
    } finally {
      // Never wait while holding: whoever holds the other name of a record may be waiting for this one.
      if (!items) await releaseRecords(sync.database, sync.leaseOwner, [...world.keys]);
    }
    if (items) return { items, keys: [...world.keys] };
    sync.signal?.throwIfAborted();
    await sync.clock.sleep(pause(sync, tries), sync.signal);
  }
}

/** Two that stand in each other's way must not come back at the same moment. */
function pause(sync: Sync, tries: number): number {
  const spread = parseInt(fnv1a64(`${sync.leaseOwner}/${tries}`).slice(0, 4), 16) / 0xffff;
  return ASK_AGAIN_MS * (0.5 + spread);
}

async function tryToGather(world: World, names: readonly RecordName[]): Promise<readonly Item[] | null> {
  const rowIds = names.flatMap((name) => ("rowId" in name ? name.rowId : []));
  const externalIds = names.flatMap((name) => ("externalId" in name ? name.externalId : []));
  if (!(await world.take({ rowIds, externalIds }))) return null;
  const pairs = pairsOf(world, names).map((pair) => settleEnded(world, pair));
  // Before a system is searched for rows that do not take part anyway; rows found by the match rules come after.
  const matched = await matchLoose(world, await pairsWithinScope(world, pairs));
  if (!matched) return null;
  const found = await pairsWithinScope(world, matched);
  return found.map((pair) => itemOf(world, pair));
}

/** Rows that are not in the mapping's view take no part by themselves; a person may sync them all the same. */
async function pairsWithinScope(world: World, pairs: readonly Pair[]): Promise<readonly Pair[]> {
  const { sync } = world;
  if (!sync.scope || !isUnattended(sync)) return pairs;
  const rowOf = ({ rowId, stop }: Pair) => (stop || rowId === null ? null : world.row(rowId));
  const rows = pairs.flatMap((pair) => rowOf(pair)?.id.toLowerCase() ?? []);
  const asked = rows.filter((id) => !world.inScope.has(id));
  const outside = await outOfScope(sync, asked);
  for (const id of asked) if (!outside.has(id)) world.inScope.add(id);
  return pairs.map((pair) =>
    outside.has(rowOf(pair)?.id.toLowerCase() ?? "") ? { ...pair, stop: OUT_OF_SCOPE } : pair,
  );
}

/**
 * A link that has ended is left alone by whatever runs by itself, and so is an id in a row whose record is gone. Whoever asks
 * for the record takes the link up again; where its record is gone, the row begins anew.
 */
function settleEnded(world: World, pair: Pair): Pair {
  const { sync } = world;
  const { externalId, link } = pair;
  if (pair.stop || externalId === null || (link && !world.endOf(link))) return pair;
  const gone = !world.records.get(externalId);
  if (!link && (!gone || pair.rowId === null)) return pair;
  // Whoever says what becomes of the survivor does not mean that it is to begin anew.
  const settled = ["keep", "delete"].includes(answerTo(sync, pair)?.kind ?? "");
  if (isUnattended(sync) || settled)
    return { ...pair, stop: { outcome: "skipped", issue: { code: "UNLINKED" } } };
  return gone && pair.rowId !== null ? { ...pair, externalId: null, link: null } : pair;
}

function itemOf(world: World, pair: Pair): Item {
  const { sync } = world;
  const { externalId, rowId, link, movedFrom, matched, stop } = pair;
  const read = rowId === null ? undefined : world.rows.get(rowId);
  const state = externalId === null ? null : world.stateOf(externalId);
  const end = link && !matched ? world.endOf(link) : undefined;
  const ofThisPair = state && state.ended === null && state.recordId === (movedFrom?.id ?? rowId);
  const atRow = rowId === null ? null : world.linkOf({ rowId });
  const former = atRow && atRow.externalId !== externalId && world.endOf(atRow) ? atRow : undefined;
  const item: Item = {
    system: (externalId !== null && world.records.get(externalId)) || null,
    row: rowId === null ? null : world.row(rowId),
    externalId,
    rowId,
    link,
    base: ofThisPair ? state.base : null,
    state,
    ...(end ? { ended: end } : {}),
    ...(movedFrom ? { movedFrom } : {}),
    ...(former ? { former } : {}),
    ...(stop ? { stop } : {}),
  };
  if (stop) return item;
  if (read instanceof DataverseError && read.status !== 404)
    return { ...item, stop: { outcome: "failed", issue: problemOf(read, "read")! } };
  if (item.system?.trouble) return { ...item, stop: inTrouble(item.system.trouble) };
  // Gone before it was ever joined to anything: nothing is left to bring together.
  if (isUnattended(sync) && item.row === null && item.system === null && link === null)
    return { ...item, stop: { outcome: "unchanged" } };
  return withDelete(sync, notSent(sync, item));
}

/** What is gone on one side only counts as deleted where the two were joined. On demand, a person is told instead. */
function withDelete(sync: Sync, item: Item): Item {
  if (item.stop || item.link === null || item.ended !== undefined) return item;
  if (!isUnattended(sync) && sync.trigger !== "resolve") return item;
  if (item.system === null) return { ...item, deletedIn: "system" };
  return item.row === null ? { ...item, deletedIn: "dataverse" } : item;
}

/** Rows without a record get one by themselves only as the mapping's policy says. */
function notSent(sync: Sync, item: Item): Item {
  const { row, system, link } = item;
  if (!isUnattended(sync) || item.stop || row === null || system !== null || link !== null) return item;
  if (!writes(sync.mapping.direction, "toSystem") || answerTo(sync, item)?.kind === "create") return item;
  return mayBeSent(sync, item)
    ? item
    : { ...item, stop: { outcome: "skipped", issue: { code: "NOT_SENT" } } };
}

function mayBeSent(sync: Sync, { row }: Item): boolean {
  if (row!.active === false) return false;
  switch (sync.mapping.policies.newRows) {
    case "all":
      return true;
    case "none":
      return false;
    case "sinceConnected": {
      // Dataverse keeps whole seconds: a row made in the very second of connecting is a new one.
      const since = Math.floor(sync.connection.since.getTime() / 1000) * 1000;
      return Date.parse(String(row!.values.createdon)) >= since;
    }
  }
}
