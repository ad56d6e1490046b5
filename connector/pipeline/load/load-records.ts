import { fnv1a64 } from "../../../core/sync/fnv";
import { SyncStatus } from "../../../core/generated/schema";
import { writes } from "../../../core/plan/direction";
import { DataverseError } from "../../dataverse/dataverse-error";
import type { RecordName } from "../../state/changes";
import { inTrouble, type Item, type LinkRow, type Sides } from "../item";
import { answerTo, matchUnlinked } from "../match/match-unlinked";
import { followToTable, leaveToOtherTables } from "../match/other-tables";
import { pairsOf, type Pair } from "../match/pairs";
import { problemOf } from "../problems";
import { isWritable } from "../../systems/contract/object";
import { objectOf } from "../../systems/contract/system";
import { OUT_OF_SCOPE, outOfScope } from "./scope";
import { statusBefore } from "../report/row-details";
import { isUnattended, type Sync } from "../sync";
import { withOthersChanges } from "./brought-by-others";
import type { HeldRecords } from "./held-records";
import type { Known } from "./known";
import { LoadedRecords } from "./loaded-records";

/** How long to leave a record to whoever works on it before asking again. */
const ASK_AGAIN_MS = 100;
/** So often many records are asked for together; then in parts: fewer records are more likely to be free all at once. */
const TRIES_TOGETHER = 50;

/** Somebody else works on one of many records again and again: they are done in parts, or later, where others are held meanwhile. */
export class RecordsBusyError extends Error {
  override readonly name = "RecordsBusyError";
}

/**
 * Records of either side and what belongs to them on the other, as they are now, each under its lease.
 * @throws RecordsBusyError
 */
export async function loadRecords(
  sync: Sync,
  names: readonly RecordName[],
  held: HeldRecords,
  known?: Known,
): Promise<readonly Item[]> {
  const wanted = names.map((name): RecordName =>
    "rowId" in name ? { rowId: name.rowId.toLowerCase() } : name,
  );
  for (let tries = 1; ; tries++) {
    const loaded = new LoadedRecords(sync, held, known);
    let items: readonly Item[] | null = null;
    try {
      items = await tryToLoad(loaded, wanted);
    } finally {
      // Never wait while holding: whoever holds the other name of a record may be waiting for this one.
      if (!items) await held.release([...loaded.keys]);
    }
    if (items) return items;
    sync.signal?.throwIfAborted();
    if (tries >= TRIES_TOGETHER && (wanted.length > 1 || held.any))
      throw new RecordsBusyError("A record is busy.");
    await sync.clock.sleep(pause(sync, tries), sync.signal);
  }
}

/** Two that stand in each other's way must not come back at the same moment. */
function pause(sync: Sync, tries: number): number {
  const spread = parseInt(fnv1a64(`${sync.leaseOwner}/${tries}`).slice(0, 4), 16) / 0xffff;
  return ASK_AGAIN_MS * (0.5 + spread);
}

async function tryToLoad(
  loaded: LoadedRecords,
  names: readonly RecordName[],
): Promise<readonly Item[] | null> {
  const rowIds = names.flatMap((name) => ("rowId" in name ? name.rowId : []));
  const externalIds = names.flatMap((name) => ("externalId" in name ? name.externalId : []));
  if (!(await loaded.take({ rowIds, externalIds }))) return null;
  const pairs = pairsOf(loaded, names)
    .filter((pair) => !loaded.isGoneSinceListed(pair.externalId))
    .map((pair) => settleEnded(loaded, pair));
  // Before a system is searched for rows that do not take part anyway; rows found by the match rules come after.
  const followed = await followToTable(loaded, pairs);
  if (!followed) return null;
  const matched = await matchUnlinked(loaded, await pairsWithinScope(loaded, followed));
  if (!matched) return null;
  const found = await pairsWithinScope(loaded, await leaveToOtherTables(loaded, matched));
  return withOthersChanges(
    loaded.sync,
    found.map((pair) => itemOf(loaded, pair)),
  );
}

/** Rows that are not in the mapping's view take no part by themselves; a person may sync them all the same. */
async function pairsWithinScope(loaded: LoadedRecords, pairs: readonly Pair[]): Promise<readonly Pair[]> {
  const { sync } = loaded;
  if (!sync.scope || !isUnattended(sync)) return pairs;
  const rowOf = ({ rowId, stop }: Pair) => (stop || rowId === null ? null : loaded.row(rowId));
  const rows = pairs.flatMap((pair) => rowOf(pair)?.id.toLowerCase() ?? []);
  const asked = rows.filter((id) => !loaded.inScope.has(id));
  const outside = await outOfScope(sync, asked);
  for (const id of asked) if (!outside.has(id)) loaded.inScope.add(id);
  return pairs.map((pair) =>
    outside.has(rowOf(pair)?.id.toLowerCase() ?? "") ? { ...pair, stop: OUT_OF_SCOPE } : pair,
  );
}

/**
 * A link that has ended is left alone by whatever runs by itself, and so is an id in a row whose record is gone. Whoever asks
 * for the record takes the link up again; where its record is gone, the row begins anew. So does a system that tells of a record which
 * we took for deleted there.
 */
function settleEnded(loaded: LoadedRecords, pair: Pair): Pair {
  const { sync } = loaded;
  const { externalId, link } = pair;
  if (pair.stop || externalId === null || (link && !loaded.endOf(link))) return pair;
  const gone = !loaded.records.get(externalId);
  if (!link && (!gone || pair.rowId === null)) return pair;
  // Whoever says what becomes of the survivor does not mean that it is to begin anew.
  const settled = ["keep", "delete"].includes(answerTo(sync, pair)?.kind ?? "");
  const isBack = link !== null && loaded.endOf(link) === "deletedInSystem" && loaded.isTold(externalId);
  if ((isUnattended(sync) && !isBack) || settled) {
    const unlink = link && showsAsLinked(loaded, link) ? loaded.endOf(link) : undefined;
    return {
      ...pair,
      stop: { outcome: "skipped", issue: { code: "UNLINKED" }, ...(unlink ? { unlink } : {}) },
    };
  }
  return gone && pair.rowId !== null ? { ...pair, externalId: null, rowId: pair.rowId, link: null } : pair;
}

/** Whoever stood still while another ended the link may have told since that it holds: then its end is told again. */
function showsAsLinked(loaded: LoadedRecords, link: LinkRow): boolean {
  if (link.status !== SyncStatus.Unlinked) return true;
  const row = loaded.row(link.recordId);
  const ofThisRow = loaded.linkOf({ rowId: link.recordId })?.id === link.id;
  return ofThisRow && row !== null && statusBefore(loaded.sync, row) === SyncStatus.InSync;
}

function itemOf(loaded: LoadedRecords, pair: Pair): Item {
  const { sync } = loaded;
  const { externalId, rowId, link, movedFrom, matched, stop } = pair;
  const read = rowId === null ? undefined : loaded.rows.get(rowId);
  const state = externalId === null ? null : loaded.stateOf(externalId);
  const end = link && !matched ? loaded.endOf(link) : undefined;
  const ofThisPair = state && state.recordId === (movedFrom?.id ?? rowId);
  const atRow = rowId === null ? null : loaded.linkOf({ rowId });
  const sides = sidesOf(loaded, pair);
  // What is created now has agreed on nothing: what an ended link remembers is of a record that is gone.
  const isNew = (sides.row === null || sides.system === null) && (link === null || end !== undefined);
  const former = atRow && atRow.externalId !== externalId && loaded.endOf(atRow) ? atRow : undefined;
  const item: Item = {
    ...sides,
    ...(link === null ? { link } : end ? { link, ended: end } : { link }),
    base: ofThisPair && !isNew ? state.base : null,
    state,
    ...(movedFrom ? { movedFrom } : {}),
    ...(former ? { former } : {}),
    ...(externalId !== null && loaded.isAsListed(externalId) ? { asListed: true as const } : {}),
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

function sidesOf(loaded: LoadedRecords, { externalId, rowId }: Pair): Sides {
  if (externalId === null) return { externalId, rowId, system: null, row: loaded.row(rowId) };
  const system = loaded.records.get(externalId) ?? null;
  return rowId === null
    ? { externalId, rowId, system, row: null }
    : { externalId, rowId, system, row: loaded.row(rowId) };
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
  if (row!.active === false || !isWritable(objectOf(sync.connection.adapter, sync.mapping.systemObject)))
    return false;
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
